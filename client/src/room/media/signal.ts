import * as z from 'zod/mini'
import { mediaKinds } from './media-engine.ts'

/** A signal longer than this is no honest one: four media lines with all their codecs take about 12 kB. */
const maxSignalBytes = 65_536

const counter = z.int().check(z.minimum(0))
const candidate = z.object({
  candidate: z.string(),
  sdpMid: z.nullable(z.string()),
  sdpMLineIndex: z.nullable(z.int()),
  usernameFragment: z.nullable(z.string()),
})

const body = z.discriminatedUnion('is', [
  /** What is switched on. `fresh`: the sender has just built the connection and has heard nothing in this round. */
  z.object({ is: z.literal('state'), on: z.array(z.enum(mediaKinds)), fresh: z.boolean() }),
  /** An offer and its answer carry the same number. All offers of a connection come from the same side. */
  z.object({ is: z.literal('offer'), number: counter, sdp: z.string() }),
  z.object({ is: z.literal('answer'), number: counter, sdp: z.string() }),
  z.object({ is: z.literal('candidate'), candidate }),
  /** Asks the offering side to look for new paths. */
  z.object({ is: z.literal('restart') }),
])

/** `from` and `to` are instances: a signal meant for a former page of either side is not for this one. */
const signal = z.object({ from: z.string(), to: z.string(), round: counter, body })

export type Signal = z.infer<typeof signal>
export type SignalBody = Signal['body']

export function encodeSignal(value: Signal): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value))
}

/** The signal, or null when the bytes are none. */
export function decodeSignal(bytes: Uint8Array): Signal | null {
  if (bytes.length > maxSignalBytes) return null
  try {
    const parsed = signal.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
