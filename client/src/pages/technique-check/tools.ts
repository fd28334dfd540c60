import type { ConnectionCheck } from '../../room/media/connection-check.ts'
import type { Devices } from '../../room/media/devices.ts'
import type { LevelMeter } from '../../room/media/level-meter.ts'
import type { words } from '../../room/media/words.ts'

/** What the check needs of the room's media, handed in by `main.tsx`: pages know the room by its types only. */
export interface TechniqueTools {
  createDevices(): Devices
  createLevelMeter(track: MediaStreamTrack): LevelMeter
  checkConnection(): Promise<ConnectionCheck>
  /** What to say about each problem and each verdict. */
  words: typeof words
}

export const stepNames = ['camera', 'microphone', 'speaker', 'connection'] as const
export type StepName = (typeof stepNames)[number]
export type Result = 'works' | 'problem' | 'skipped'

/** What every step is given. `onDone` leads to the next one. */
export interface StepProps {
  tools: TechniqueTools
  devices: Devices
  onDone(result: Result): void
}
