import type { Clock } from '../../lib/clock.ts'

/** A soft sound of two tones. */
export interface Chime {
  /** Plays, unless it played in the last ten seconds or the browser forbids it. */
  ring(): void
  close(): void
}

const pauseMs = 10_000
/** Hz and seconds after the beginning. */
const tones = [
  { pitch: 659, at: 0 },
  { pitch: 880, at: 0.22 },
]

/** Browsers allow sound after a click: the first one anywhere on the page unlocks it. */
export function createChime(clock: Clock): Chime {
  let context: AudioContext | null = null
  let rangAt = Number.NEGATIVE_INFINITY

  const unlock = () => {
    context ??= typeof AudioContext === 'undefined' ? null : new AudioContext()
    // Never settles in a browser without a sound device; nobody waits for it.
    if (context?.state === 'suspended') void context.resume()
  }
  const gestures = ['pointerdown', 'keydown'] as const
  for (const gesture of gestures) addEventListener(gesture, unlock, { passive: true })
  // A click on the page before, in the same tab, counts as well.
  if ('userActivation' in navigator && navigator.userActivation.hasBeenActive) unlock()

  return {
    ring() {
      if (clock.now() - rangAt < pauseMs || context?.state !== 'running') return
      rangAt = clock.now()
      for (const { pitch, at } of tones) play(context, pitch, context.currentTime + at)
    },
    close() {
      for (const gesture of gestures) removeEventListener(gesture, unlock)
      void context?.close()
    },
  }
}

function play(context: AudioContext, pitch: number, at: number): void {
  const tone = context.createOscillator()
  const loudness = context.createGain()
  tone.frequency.value = pitch
  loudness.gain.setValueAtTime(0, at)
  loudness.gain.linearRampToValueAtTime(0.18, at + 0.03)
  loudness.gain.exponentialRampToValueAtTime(0.001, at + 0.9)
  tone.connect(loudness).connect(context.destination)
  tone.start(at)
  tone.stop(at + 1)
}
