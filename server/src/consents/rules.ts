import { createHash, createHmac, hkdfSync, type KeyObject } from 'node:crypto'
import type { Installation } from '@vieraugen/policy/installation.ts'
import { type Audience, type Box, boxContent } from '@vieraugen/policy/legal-text.ts'
import type { OperatorCard } from '@vieraugen/policy/card.ts'
import { boxesFor } from '@vieraugen/policy/texts/boxes.ts'
import { Fail } from '@vieraugen/protocol/errors.ts'
import type { languageCode, Ticks } from '@vieraugen/protocol/shapes.ts'
import type * as z from 'zod/mini'
import type { Random } from '../base/clock.ts'
import { normaliseSpokenCode, spokenCode } from '../base/spoken-code.ts'

export type Language = z.infer<typeof languageCode>

export interface HashedBox extends Box {
  readonly content: string
  /** SHA-256 of exactly what is shown (label and full text), hex. */
  readonly hash: string
}

/** Texts follow from the card and the period alone, and hashing them for each request would cost more than the rest of it. */
const made = new WeakMap<OperatorCard, Map<string, readonly HashedBox[]>>()

/** The three boxes as they are shown now, with the hashes that evidence is made of. */
export function hashedBoxes(audience: Audience, language: Language, of: Installation): readonly HashedBox[] {
  const known = made.get(of.card) ?? new Map<string, readonly HashedBox[]>()
  made.set(of.card, known)
  const name = `${audience} ${language} ${of.consentEvidenceMonths}`
  const boxes = known.get(name) ?? boxesFor(audience, language, of).map(hashed)
  known.set(name, boxes)
  return boxes
}

function hashed(box: Box): HashedBox {
  const content = boxContent(box)
  return { ...box, content, hash: createHash('sha256').update(content).digest('hex') }
}

/** Throws Fail('texts-changed') unless the person ticked exactly the texts that hold now (Art. 7 (1) GDPR). */
export function checkTicks(boxes: readonly HashedBox[], ticks: Ticks): void {
  if (!boxes.every((box) => ticks[box.key] === box.hash)) throw new Fail('texts-changed')
}

/** A receipt code of 80 bits, `K7QM-2F9D-XHTA-8WPN`: too many to guess, short enough to copy by hand. */
export const newReceiptCode = (random: Random): string => spokenCode(random, 16)

/** A receipt code as a person typed it, as it was printed. */
export const normaliseReceiptCode = normaliseSpokenCode

/** Names the meeting without naming it: with the meeting's key the connection is gone, for the evidence too. */
export function meetingReference(contentKey: KeyObject, meetingId: string): Buffer {
  const key = Buffer.from(hkdfSync('sha256', contentKey, meetingId, 'consent/v1|meeting-ref', 32))
  return createHmac('sha256', key).update(meetingId).digest()
}

/** Evidence of clients is kept to the minute: the second would single out a visit. */
export const toMinute = (moment: Date): Date => new Date(Math.floor(moment.getTime() / 60_000) * 60_000)
