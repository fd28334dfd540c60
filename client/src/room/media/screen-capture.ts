import { createStore } from '../../lib/store.ts'
import { problemOf, type MediaSource } from './capture.ts'

export interface ScreenState {
  /** Phones cannot show their screen; the button is left out there. */
  supported: boolean
  actual: 'off' | 'starting' | 'on'
  picture: MediaStreamTrack | null
  /** Only where the browser offers the sound of the tab or the system, and the person shares it. */
  sound: MediaStreamTrack | null
  problem: 'denied' | 'other' | null
}

/** The own screen, shown until the person or the browser's own bar ends it. */
export class ScreenCapture {
  readonly state
  readonly #source: MediaSource | null
  /** Counts the wishes: an answer of the browser to an earlier one is too late. */
  #round = 0

  constructor(source: MediaSource | null) {
    this.#source = source
    const supported = typeof source?.getDisplayMedia === 'function'
    this.state = createStore<ScreenState>({ supported, actual: 'off', picture: null, sound: null, problem: null })
  }

  /** Must be called from a click. Closing the browser's dialog is no problem, but a choice. */
  async show(): Promise<void> {
    if (this.state.get().actual !== 'off' || !this.#source?.getDisplayMedia) return
    const round = ++this.#round
    this.#change({ actual: 'starting', problem: null })
    try {
      const stream = await this.#source.getDisplayMedia({ video: { frameRate: { max: 10 } }, audio: true })
      // The browser's dialog may have been open longer than the conversation.
      if (round !== this.#round) return stream.getTracks().forEach((track) => track.stop())
      const [picture] = stream.getVideoTracks()
      if (!picture) throw new Error('No picture')
      picture.contentHint = 'detail'
      picture.addEventListener('ended', () => this.state.get().picture === picture && this.hide())
      this.#change({ actual: 'on', picture, sound: stream.getAudioTracks()[0] ?? null })
    } catch (error) {
      if (round !== this.#round) return
      this.#change({ actual: 'off', problem: screenProblem(error) })
    }
  }

  hide(): void {
    this.#round++
    const { picture, sound } = this.state.get()
    picture?.stop()
    sound?.stop()
    this.#change({ actual: 'off', picture: null, sound: null })
  }

  #change(patch: Partial<ScreenState>): void {
    this.state.update((before) => ({ ...before, ...patch }))
  }
}

/** Browsers use one error for „cancelled“, which is no problem, and „the system forbids it“; only the latter names the system. */
function screenProblem(error: unknown): ScreenState['problem'] {
  if (problemOf(error) !== 'denied') return 'other'
  return /system/i.test((error as Error).message) ? 'denied' : null
}
