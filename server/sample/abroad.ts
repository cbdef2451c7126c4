import type { Story } from './scene.ts'

const leverage =
  'It further seeks to strengthen the existing regulatory framework on Access to Information and leverage technology to enhance disclosure of information and promote effective records management.'
const scrutiny =
  'It will also oblige the government to make public data regarding the utilization of public funds readily accessible for scrutiny.'
const ecosystem =
  'Overall, this commitment creates an ecosystem of transparency, awareness, and engagement.'

/** Kenya's: a text by three hands, two suggestions that wait, and the two that were answered. */
export const information: Story = {
  id: 'KE0038',
  later: { brief: [leverage], transparency: [scrutiny], participation: [ecosystem] },
  async play(scene) {
    await scene.writes('ministryA', 'brief', leverage)
    await scene.writes('groupB', 'transparency', scrutiny)
    const overall = await scene.brings('universityC', 'participation', ecosystem)
    await scene.answers('groupB', overall, 'adopted')
    await scene.names('secretariat', 'After the first co-creation meeting')

    await scene.adds(
      'groupB',
      'for the realization of citizens’ right of access to information',
      ', including that of people with disabilities',
    )
    await scene.asksTwoKeys('secretariat', 'solution')
    const open = await scene.adds(
      'universityC',
      'Enhanced accountability framework for public entities and private bodies in reporting',
      ', with annual reports published in open formats',
    )
    await scene.answers('groupB', open, 'adopted', 'Reports that nobody can reuse help few people.')
    const counties = await scene.suggests('universityC', 'three counties', 'four counties')
    const thread = await scene.remarks(
      'universityC',
      counties,
      'The milestone beside it speaks of four counties, the output of three. Which is meant?',
    )
    await scene.replies(
      'ministryA',
      thread,
      '@Civil society organisation B Do all four county assemblies have the bill before them?',
    )
    const number = await scene.suggests(
      'groupB',
      'Number of Journalists sensitized',
      'At least 300 journalists trained, from every county',
    )
    await scene.answers(
      'ministryA',
      number,
      'later',
      'A number needs a budget line; we come back to it when the work plan is costed.',
    )
    const courts = await scene.adds(
      'groupB',
      'Overarching policy framework on ATI',
      ' and a tribunal for appeals',
    )
    await scene.answers(
      'ministryA',
      courts,
      'declined',
      'Appeals go to the Commission under the Act; another body would need a new law.',
    )
  },
}

/** Estonia's: one suggestion and one question, nothing answered yet. */
export const cocreation: Story = {
  id: 'EE0054',
  later: {},
  async play(scene) {
    await scene.adds(
      'groupB',
      'The text editor is tested with five cases',
      ', two of them proposed by civil society',
    )
    await scene.remarks(
      'universityC',
      'Follow-up activities have been agreed upon',
      'Agreed by whom? Naming the parties would make this verifiable.',
    )
  },
}
