import type { Story } from './scene.ts'

const rule =
  '依2018年6月20日修正公布之政治獻金法第21條規定，擬參選人申報之政治獻金會計報告書內容應全部對外公開，已逐步讓政治獻金收支情形更為透明。'
const ownMoney =
  '惟選舉經費除政治獻金外，尚包含擬參選人自有資金之支用，該自有資金非屬政治獻金範疇，卻是公民團體相當關切的部分，希望能更有效促進政治獻金或選舉經費流向之透明化，如選舉廣告出資者等資訊之揭露。'
const related =
  '另擬參選人以政治獻金支付競選所需相關費用，若廠商為其特定關係人，易遭質疑有私相授受、圖利情事，亦有認為應強制規範對外揭露之意見。'
const effect =
  '另修法強制揭露關係人交易資訊並更新資訊系統，亦將促使政治獻金支用情形更為公開透明，防杜不當利益輸送，促進政治清廉。'

/** Half of the text comes in before everybody's eyes; every kind of answer has been given once. */
export const donations: Story = {
  id: 'TW-NAP1-4-1',
  later: { problem: [rule, ownMoney, related], contribution: [effect] },
  async play(scene) {
    await scene.writes('ministry', 'problem', rule)
    await scene.writes('group', 'problem', ownMoney)
    const first = await scene.brings('university', 'problem', related)
    await scene.answers(
      'ministry',
      first,
      'adopted',
      '與政治獻金查核準則之修正方向一致，同意納入。',
    )
    await scene.writes('ministry', 'contribution', effect)
    await scene.names('secretariat', '第一次協作會議版')

    const title = await scene.adds('group', '4-1 強化政治獻金', '及選舉經費')
    const named = await scene.remarks(
      'group',
      title,
      '第一項衡量指標已涵蓋選舉經費，建議名稱一併列明。',
    )
    await scene.replies('ministry', named, '名稱宜與內容一致，擬於下次協作會議提請討論。')
    await scene.asksTwoKeys('secretariat', 'solution')
    const minutes = await scene.adds(
      'university',
      '以公私協力方式蒐集制度檢討意見',
      '，並公開會議紀錄及各方意見之參採情形',
    )
    await scene.answers('group', minutes, 'adopted', '參採情形應一併公開，民間團體同意。')

    const declared = await scene.adds(
      'group',
      '以強制政黨、擬參選人揭露政治獻金支出對象為其關係人資訊',
      '，並將擬參選人自有資金納入申報範圍',
    )
    await scene.answers(
      'ministry',
      declared,
      'declined',
      '自有資金非屬政治獻金法規範範疇，尚不宜於本項逕列申報義務；所提意見將納入透明化報告之盤整內容。',
    )
    const primaries = await scene.adds(
      'citizen',
      '，將關係人交易資訊對外公開',
      '，並公開政黨內部初選之收支',
    )
    await scene.answers(
      'ministry',
      primaries,
      'out-of-scope',
      '政黨內部初選非屬本承諾事項範圍，已錄案轉請權責單位參考。',
    )
    const drafted = await scene.suggests(
      'group',
      '完成行政院版政治獻金法修正草案',
      '政治獻金法修正草案送請立法院審議',
    )
    await scene.answers(
      'ministry',
      drafted,
      'later',
      '修正草案尚在行政院審查，俟審查期程確定後再行研議文字。',
    )
    await scene.adds('group', '盤整並提出政治獻金或選舉經費透明化報告', '，並公布於機關網站')
    await scene.adds('university', '更新政治獻金資訊系統', '，提供可機器讀取之開放格式')

    const payers = await scene.remarks(
      'citizen',
      '選舉廣告出資者等資訊之揭露',
      '「選舉廣告」是否包含網路平臺上的廣告？建議寫明。',
    )
    await scene.replies(
      'ministry',
      payers,
      '@民間團體乙 本段為貴團體所提，請協助說明所指廣告之範圍，俾利研議文字。',
    )
    await scene.replies(
      'group',
      payers,
      '@部會甲 包含網路平臺之付費廣告。是否列入本文，建議於下次協作會議確認。',
    )
    const dates = await scene.remarks(
      'university',
      { section: 'milestones' },
      '後四項衡量指標尚未填列起迄日期，請主辦機關補列。',
    )
    await scene.replies('ministry', dates, '已洽協辦機關提供期程，俟確認後補列。')
    const period = await scene.remarks(
      'group',
      { section: 'period' },
      '起迄時間是否與行動方案之執行期間一致？',
    )
    await scene.replies('ministry', period, '是，與行動方案之執行期間一致，不另調整。')
    await scene.resolves('group', period)
  },
}
