import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A room server in a process of its own, which can be killed like by a power cut. */
export type RoomProcess = {
  readonly url: string
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>
}

export async function startRoomProcess(path: string): Promise<RoomProcess> {
  const child: ChildProcess = fork(
    fileURLToPath(new URL('./roomEntry.ts', import.meta.url)),
    [path],
    {
      execArgv: 'typescript' in process.features ? [] : ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  )
  const [url] = (await once(child, 'message')) as [string]
  return {
    url,
    async kill() {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}
