import { answerRoutes } from './answers.ts'
import { attributionRoutes } from './attribution.ts'
import { checkRoutes } from './checks.ts'
import { commitmentRoutes } from './commitments.ts'
import { exportRoutes } from './exports.ts'
import { historyRoutes } from './history.ts'
import { importRoutes } from './imports.ts'
import { invitationRoutes } from './invitations.ts'
import { joinRoutes } from './join.ts'
import { mergingRoutes } from './merging.ts'
import { operationRoutes } from './operation.ts'
import { overviewRoutes } from './overview.ts'
import { peopleRoutes } from './people.ts'
import { planRoutes } from './plans.ts'
import type { Route } from './route.ts'
import { sampleRoutes } from './sample.ts'
import { sessionRoutes } from './sessions.ts'
import { stateRoutes } from './states.ts'
import { suggestionRoutes } from './suggestions.ts'
import { templateRoutes } from './templates.ts'
import { textRoutes } from './text.ts'
import { threadRoutes } from './threads.ts'

/** The whole interface. What is not listed here does not exist; what is, is described. */
export const routes: readonly Route[] = [
  ...joinRoutes,
  ...planRoutes,
  ...invitationRoutes,
  ...peopleRoutes,
  ...mergingRoutes,
  ...sessionRoutes,
  ...templateRoutes,
  ...commitmentRoutes,
  ...overviewRoutes,
  ...textRoutes,
  ...suggestionRoutes,
  ...answerRoutes,
  ...threadRoutes,
  ...stateRoutes,
  ...checkRoutes,
  ...attributionRoutes,
  ...exportRoutes,
  ...importRoutes,
  ...historyRoutes,
  ...sampleRoutes,
  ...operationRoutes,
]
