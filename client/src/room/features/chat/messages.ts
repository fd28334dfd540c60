import * as z from 'zod/mini'
import { uuid } from '@vieraugen/protocol/shapes.ts'

/** Longest chat message, in UTF-16 units. */
export const longestText = 4000

/** Control characters and those that turn the direction of the text around, with which a line could pose as another. */
const forbidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g

/** A text as it may be sent, from what a person typed. */
export const clean = (typed: string): string => typed.replaceAll('\r\n', '\n').replaceAll(forbidden, '').trim()

const text = z.string().check(
  z.minLength(1),
  z.maxLength(longestText),
  z.refine((value) => clean(value) === value),
)
const id = z.string().check(z.regex(/^[0-9a-f]{32}$/))

/** What travels. Sender and time are in the envelope. `id`: the sender's own, 16 random bytes. */
export const chatMessage = z.strictObject({ id, text })

/** A message as it is remembered over a reload and handed to a newcomer. */
export const chatPiece = z.strictObject({
  id,
  text,
  from: uuid,
  name: z.string().check(z.maxLength(200)),
  at: z.number(),
  /** Null: never reached the log. */
  seq: z.nullable(z.number()),
})
export type ChatPiece = z.infer<typeof chatPiece>
