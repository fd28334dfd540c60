import { openBox, sealBox } from './e2ee/session-box.ts'
import type { Random } from './e2ee/conference.ts'

/** The one entry of the tab's storage that the room may use; holds text until the tab is closed. */
export interface TabStorage {
  read(): string | null
  write(value: string): void
  clear(): void
}

export interface ReloadOptions {
  readonly storage: TabStorage
  /** Meeting and seat: a box opens for these alone. */
  readonly context: string
  readonly random: Random
}

/**
 * What lets a tab come back after a reload. The state rests in the tab's storage, sealed under a random share that only
 * the relay holds, in memory. Neither half alone opens anything, and with the meeting both are gone.
 */
export interface Reload {
  /** The half for the relay, base64url; deposited again with each connection. */
  readonly share: string
  /** What the former page left, or null. */
  readonly restored: Uint8Array | null
  /** Says that the state changed. It is sealed and stored as soon as the last sealing is done, so that a page that goes away has little to lose. */
  touch(): void
  /** The state, when asked for; null as long as there is none. Set once the room stands. */
  follow(state: () => Promise<Uint8Array | null>): void
  /** Forgets everything, for good. */
  clear(): void
}

/** Opens what lies in the storage with the share that the relay gave back; without one, begins anew. */
export async function createReload(
  { storage, context, random }: ReloadOptions,
  givenBack: string | null,
): Promise<Reload> {
  const share = givenBack ? fromBase64(givenBack) : random(32)
  const restored = givenBack ? await reopen(share, context, storage) : null
  if (!restored) storage.clear()
  let state: (() => Promise<Uint8Array | null>) | null = null
  let writing = false
  let again = false
  let cleared = false

  const write = async () => {
    const content = await state?.()
    if (!content) return
    const box = await sealBox(share, { context, content, random })
    if (!cleared) storage.write(toBase64(box))
  }
  const touch = () => {
    again = true
    if (writing || cleared) return
    writing = true
    void (async () => {
      while (again && !cleared) {
        again = false
        await write().catch(() => undefined)
      }
      writing = false
    })()
  }
  return {
    share: toBase64(share),
    restored,
    touch,
    follow(next) {
      state = next
      touch()
    },
    clear() {
      cleared = true
      share.fill(0)
      storage.clear()
    },
  }
}

async function reopen(share: Uint8Array, context: string, storage: TabStorage): Promise<Uint8Array | null> {
  const text = storage.read()
  if (!text) return null
  try {
    return await openBox(share, { context, box: fromBase64(text) })
  } catch {
    return null
  }
}

/** base64url without padding. */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** Throws on anything else. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0))
}
