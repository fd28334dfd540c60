import * as z from 'zod/mini'
import type { LogPlace } from './durable-log.ts'
import { text, utf8 } from './e2ee/encoding.ts'
import { fromBase64, toBase64 } from './reload.ts'

/** What a tab needs after a reload, next to the keys of the conference. */
export interface RoomState {
  /** What `suspend()` gave. */
  readonly conference: Uint8Array
  readonly displayName: string
  readonly receiptCode: string | null
  readonly place: LogPlace
  readonly features: Readonly<Record<string, readonly unknown[]>>
  /** Whether microphone and camera were wanted. */
  readonly devices: { readonly microphone: boolean; readonly camera: boolean }
  /** „IP-Adresse verbergen“. */
  readonly hideAddress: boolean
}

const shape = z.object({
  conference: z.string(),
  displayName: z.string(),
  receiptCode: z.nullable(z.string()),
  place: z.object({ seq: z.number(), chain: z.string() }),
  features: z.record(z.string(), z.array(z.unknown())),
  devices: z.object({ microphone: z.boolean(), camera: z.boolean() }),
  hideAddress: z.boolean(),
})

export function writeRoomState({ conference, place, ...rest }: RoomState): Uint8Array {
  const chain = toBase64(place.chain)
  return utf8(JSON.stringify({ ...rest, conference: toBase64(conference), place: { seq: place.seq, chain } }))
}

/** Null for what another version of this page wrote. */
export function readRoomState(bytes: Uint8Array): RoomState | null {
  try {
    const { conference, place, ...rest } = shape.parse(JSON.parse(text(bytes)))
    return { ...rest, conference: fromBase64(conference), place: { seq: place.seq, chain: fromBase64(place.chain) } }
  } catch {
    return null
  }
}
