import type { Reading } from './quality.ts'

/** Level (0 to 1, root mean square) from which a sound counts as speech: about -40 dBFS. */
export const speechLevel = 0.01
/** Pauses between words must not make the mark flicker. */
const holdMs = 1_200

/** Mean level of a voice between two readings, 0 to 1. */
export function levelBetween(before: Reading['voice'], now: Reading['voice']): number {
  const seconds = now.seconds - before.seconds
  const energy = now.energy - before.energy
  return seconds > 0 && energy > 0 ? Math.sqrt(energy / seconds) : 0
}

/** Says of one voice whether its owner is speaking, held over short pauses. */
export class SpeechMark {
  #until = Number.NEGATIVE_INFINITY

  /** `at` in milliseconds. */
  feed(level: number, at: number): boolean {
    if (level >= speechLevel) this.#until = at + holdMs
    return at < this.#until
  }
}
