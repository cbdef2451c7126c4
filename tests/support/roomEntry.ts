import { startRooms } from './room.ts'

// The server of `startRoomProcess`: the rooms on the file that it is given, until it is killed.
const [, , path = ''] = process.argv
const { url } = await startRooms({ path })
process.send?.(url)
process.on('disconnect', () => process.exit())
