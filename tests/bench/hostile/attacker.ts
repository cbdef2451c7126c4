import { attacks, type Target } from './attacks.ts'

/** Attacks when it is told whom, and says when everything is sent. Goes away with who started it. */
const [, , name = ''] = process.argv
process.on('unhandledRejection', () => undefined)
process.on('message', (target: Target) => {
  attacks[name]?.run(target).then(
    () => process.send?.('sent'),
    () => process.send?.('failed'),
  )
})
process.on('disconnect', () => process.exit())
process.send?.('ready')
