import { createStore, type Store } from '../../lib/store.ts'
import type { Clock } from '../../lib/clock.ts'

const lookMs = 100
/** Some browsers leave the audio clock suspended for ever without an output device, and never say so. */
const startMs = 1_500

export interface LevelMeter {
  /** 0 (silence) to 1; null where this browser cannot measure now. */
  readonly level: Store<number | null>
  close(): void
}

/** Shows how loud the own microphone is. For the local track only; remote levels come from the connection's statistics. */
export function createLevelMeter(track: MediaStreamTrack, timers: Clock): LevelMeter {
  const level = createStore<number | null>(null)
  const context = new AudioContext()
  const analyser = new AnalyserNode(context, { fftSize: 1024 })
  new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) }).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  const stopLooking = timers.every(lookMs, () => {
    if (context.state !== 'running') return level.set(null)
    analyser.getFloatTimeDomainData(samples)
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
    level.set(loudness(Math.sqrt(power)))
  })
  const close = () => {
    stopLooking()
    stopWaiting()
    if (context.state !== 'closed') void context.close()
  }
  const stopWaiting = timers.after(startMs, () => context.state === 'running' || close())
  void context.resume().catch(() => {})
  return { level, close }
}

/** Ears hear ratios: -60 dBFS and less is 0, full scale is 1. */
export function loudness(rootMeanSquare: number): number {
  if (rootMeanSquare <= 0) return 0
  return Math.min(1, Math.max(0, 1 + (20 * Math.log10(rootMeanSquare)) / 60))
}
