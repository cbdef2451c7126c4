import type * as bodies from '../shared/apiPlan.ts'
import type * as record from '../shared/apiRecord.ts'
import type { CommitmentState, SectionState } from '../shared/record/states.ts'
import { call } from './api.ts'

/** Calls about a plan as a whole, about the check, and what a facilitator does in a commitment. */
export const planApi = {
  sample: () => call<typeof bodies.sampleLinks>('GET', '/sample'),
  overview: (plan: string) => call<typeof bodies.overview>('GET', `/plans/${plan}/overview`),
  importCommitments: (plan: string, data: unknown) =>
    call<typeof bodies.imported>('POST', `/plans/${plan}/commitments/import`, { data }),
  previous: (plan: string) => call<typeof bodies.previousPlan>('GET', `/plans/${plan}/previous`),
  follow: (plan: string, previous: string | null) =>
    call<typeof bodies.previousPlan>('POST', `/plans/${plan}/previous`, { plan: previous }),

  twoKeys: (plan: string) => call<typeof bodies.planTwoKeys>('GET', `/plans/${plan}/two-keys`),
  askTwoKeys: (plan: string, on: boolean) =>
    call<typeof bodies.planTwoKeys>('POST', `/plans/${plan}/two-keys`, { on }),

  verified: (plan: string) => call<typeof bodies.planVerified>('GET', `/plans/${plan}/verified`),
  askVerified: (plan: string, on: boolean) =>
    call<typeof bodies.planVerified>('POST', `/plans/${plan}/verified`, { on }),

  comparisons: (commitment: string) =>
    call<typeof bodies.comparisons>('GET', `/commitments/${commitment}/comparisons`),
  dismiss: (
    commitment: string,
    question: { rule: string; field: string; quote: string; reason: string },
  ) => call<typeof record.done>('POST', `/commitments/${commitment}/checks/dismissals`, question),

  setState: (commitment: string, state: CommitmentState, reason: string) =>
    call<typeof record.done>('POST', `/commitments/${commitment}/state`, { state, reason }),
  setSection: (commitment: string, field: string, state: SectionState, reason: string) =>
    call<typeof record.done>('POST', `/commitments/${commitment}/sections/${field}/state`, {
      state,
      reason,
    }),
  setTwoKeys: (commitment: string, field: string | null, on: boolean) =>
    call<typeof record.done>('POST', `/commitments/${commitment}/two-keys`, { field, on }),
}
