/** A snapshot that is kept: after which entry, and how much it weighs. */
export type Framed = { readonly seq: number; readonly bytes: number }

/** Folding so many entries on takes some tens of ms. */
const fewest = 1000

/** What a keyframe may weigh for each entry that it spares, in bytes: about what an entry itself does. */
const bytesPerEntry = 1024

/**
 * Whether a snapshot goes on being kept when a newer one has come, so that the past is folded from it; the
 * kept one before it is of entry `before`. A commitment's keyframes together weigh no more than so much
 * for each of its entries, and those of a heavy one stand farther apart: its snapshots take as long to
 * open as more entries to fold.
 */
export function isKeyframe({ seq, bytes }: Framed, before: number): boolean {
  return seq - before >= Math.max(fewest, bytes / bytesPerEntry)
}
