/** How long a condition may take before the test that waits for it has failed, in ms. */
const patience = 60_000

/** How soon it looks again at first, and later on, in ms: each look into a page takes work from it. */
const [soon, later] = [5, 25]

/** Resolves when `holds` does. For what no event tells; it looks again every few milliseconds. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what = String(holds),
  most = patience,
): Promise<void> {
  const end = Date.now() + most
  for (let pause = soon; !(await holds()); pause = Math.min(later, pause * 1.2)) {
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}`)
    await new Promise((look) => setTimeout(look, pause))
  }
}
