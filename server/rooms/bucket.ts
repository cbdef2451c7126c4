/** A token bucket: `rate` per second on average, `burst` at once. */
export class Bucket {
  readonly #rate: number
  readonly #burst: number
  #left: number
  #at = performance.now()

  constructor(rate: number, burst: number) {
    this.#rate = rate
    this.#burst = burst
    this.#left = burst
  }

  /** False when there is not that much left. */
  take(amount: number): boolean {
    const now = performance.now()
    this.#left = Math.min(this.#burst, this.#left + ((now - this.#at) / 1000) * this.#rate)
    this.#at = now
    if (amount > this.#left) return false
    this.#left -= amount
    return true
  }
}
