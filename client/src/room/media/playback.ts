import { createStore, type Store } from '../../lib/store.ts'

/** Plays received streams. Remote sound goes through media elements only: what passes WebAudio escapes echo cancellation. */
export interface Playback {
  /** The browser refuses sound until the person clicks: show „Ton einschalten“, which calls `unlock`. */
  readonly blocked: Store<boolean>
  /** Plays the stream in the element until the returned function is called. */
  attach(element: HTMLMediaElement, stream: MediaStream): () => void
  /** From a click: starts everything that was refused. */
  unlock(): Promise<void>
  /** Output device for all elements; empty for the system's. A device that is gone leaves the sound where it is. */
  useSpeaker(deviceId: string): void
}

export function createPlayback(): Playback {
  const blocked = createStore(false)
  const refused = new Set<HTMLMediaElement>()
  const playing = new Set<HTMLMediaElement>()
  let speaker = ''

  const play = async (element: HTMLMediaElement) => {
    try {
      await element.play()
      refused.delete(element)
    } catch (error) {
      // An AbortError only says that another stream came before this one began.
      if ((error as Error).name === 'NotAllowedError' && playing.has(element)) refused.add(element)
    }
    blocked.set(refused.size > 0)
  }

  const leadTo = (element: HTMLMediaElement) => {
    if ('setSinkId' in element) void element.setSinkId(speaker).catch(() => {})
  }

  return {
    blocked,
    attach(element, stream) {
      playing.add(element)
      element.srcObject = stream
      if (speaker) leadTo(element)
      void play(element)
      return () => {
        playing.delete(element)
        refused.delete(element)
        element.srcObject = null
        blocked.set(refused.size > 0)
      }
    },
    unlock: async () => {
      await Promise.all([...refused].map(play))
    },
    useSpeaker(deviceId) {
      speaker = deviceId
      for (const element of playing) leadTo(element)
    },
  }
}
