import { templateList } from '../../shared/api.ts'
import { templates } from '../../shared/commitment/template.ts'
import { anyone, type Route } from './route.ts'

export const templateRoutes: readonly Route[] = [
  anyone({
    method: 'get',
    path: '/api/templates',
    summary: 'The forms that a commitment can be written in, each in its newest version.',
    answer: templateList,
    async handle() {
      return { templates: templates.map(({ id, version, name }) => ({ id, version, name })) }
    },
  }),
]
