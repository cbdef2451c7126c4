/** How long a condition may take before the test that waits for it has failed, in ms. */
const patience = 60_000

/** Resolves when `holds` does. For what no event tells; it looks again every few milliseconds. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what = String(holds),
  most = patience,
): Promise<void> {
  const end = Date.now() + most
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}`)
    await new Promise((look) => setTimeout(look, 5))
  }
}
