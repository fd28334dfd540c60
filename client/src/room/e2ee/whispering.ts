import { hex, same, type Bytes } from './encoding.ts'
import { Seen } from './envelope.ts'
import { encodeBody, type Fields, type MessageOf } from './messages.ts'
import { Refused } from './refusal.ts'
import { openWhisper, sealWhisper, type WhisperKeys } from './transcript.ts'

/** The waiting room's private line between the moderator and one guest, for one knock. */
export class Whispering {
  readonly #keys: WhisperKeys
  readonly #own: Omit<Fields<'whisper'>, 'counter' | 'sealed'>
  #sent = 0
  readonly #seen = new Map<string, Seen>()

  constructor(keys: WhisperKeys, own: Omit<Fields<'whisper'>, 'counter' | 'sealed'>) {
    this.#keys = keys
    this.#own = own
  }

  async seal(text: string, at: number): Promise<Bytes> {
    const place = { ...this.#own, counter: this.#sent++ }
    const sealed = await sealWhisper(this.#keys, place, { text, at })
    return encodeBody('whisper', { ...place, sealed })
  }

  /** The text; `direction` is the one expected. Throws `Refused` or `Forged`. */
  async open({ fields }: MessageOf<'whisper'>, direction: number): Promise<string> {
    if (fields.direction !== direction || !same(fields.knock, this.#own.knock)) throw new Refused('unexpected')
    const text = await openWhisper(this.#keys, fields, fields.sealed)
    const seen = this.#seen.get(hex(fields.instance)) ?? new Seen()
    this.#seen.set(hex(fields.instance), seen)
    if (!seen.take(fields.counter)) throw new Refused('replayed')
    return text
  }
}
