import { fromHex, hex, Malformed, text, utf8, type Bytes } from './encoding.ts'
import type { Epoch } from './epochs.ts'

/** Plain data with bytes in it, as it survives a reload. Private to one browser: never sent, never signed. */
export function writeSnapshot(value: unknown): Bytes {
  return utf8(JSON.stringify(value, (_, part: unknown) => (part instanceof Uint8Array ? { bytes: hex(part) } : part)))
}

const isBytes = (part: unknown): part is { bytes: string } =>
  typeof part === 'object' &&
  part !== null &&
  Object.keys(part).length === 1 &&
  'bytes' in part &&
  typeof part.bytes === 'string'

/** Throws `Malformed` if the bytes are no snapshot for this owner; otherwise they are believed, because `openBox` authenticated them. */
export function readSnapshot<T extends Owner>(bytes: Uint8Array, owner: Owner): T {
  let value: T
  try {
    value = JSON.parse(text(bytes), (_, part: unknown) => (isBytes(part) ? fromHex(part.bytes) : part)) as T
  } catch {
    throw new Malformed('snapshot')
  }
  const ours = value.role === owner.role && value.meetingId === owner.meetingId && value.self === owner.self
  if (!ours || value.instance === owner.instance)
    throw new Malformed('snapshot of someone else, or of this very page load')
  return value
}

/** Whose snapshot it is, and of which page load. */
export interface Owner {
  readonly role: 'moderator' | 'guest'
  readonly meetingId: string
  readonly self: string
  readonly instance: string
}

type SavedEpoch = Omit<Epoch, 'people'> & {
  people: [string, Epoch['people'] extends ReadonlyMap<string, infer P> ? P : never][]
}

export const saveEpochs = (epochs: readonly Epoch[]): readonly SavedEpoch[] =>
  epochs.map((epoch) => ({ ...epoch, people: [...epoch.people] }))
export const loadEpochs = (saved: readonly SavedEpoch[]): Epoch[] =>
  saved.map((epoch) => ({ ...epoch, people: new Map(epoch.people) }))
export type SavedEpochs = readonly SavedEpoch[]
