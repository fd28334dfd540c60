import type { Participation } from './conference.ts'
import { concat, type Bytes } from './encoding.ts'
import { encodeBody, signed, type Fields } from './messages.ts'
import type { Keys } from './membership.ts'
import { labelledHash, sealTo } from './suite.ts'
import { commitment, encodeIntroduction, introductionInfo, transcript } from './transcript.ts'

/** One knock, from the guest's side, as far as it has come. */
export interface Attempt {
  readonly fields: Fields<'knock'>
  readonly knock: Bytes
  readonly knockHash: Bytes
  /** Kept to oneself until the moderator's HELLO has fixed the moderator's own nonce. */
  readonly nonce: Bytes
  /** Known to this guest and the holder of the moderator's sealing key only. */
  readonly exported: Bytes
  readonly answered: Answered | null
}

/** After the one HELLO that counts. */
export interface Answered {
  readonly hello: Bytes
  readonly transcript: Bytes
  readonly reveal: Bytes
}

/** A fresh commitment, and the name and the certificate's fingerprint sealed to the moderator. */
export async function beginAttempt(it: Participation, opening: Fields<'open'>, keys: Keys): Promise<Attempt> {
  const nonce = concat([it.random(32)])
  const { sid } = opening
  const verifying = keys.signing.publicKey
  const sealing = keys.sealing.publicKey
  const promise = await commitment({ sid, verifying, sealing }, nonce)
  const open = { sid, guest: it.self, instance: it.instance, verifying, sealing, commitment: promise }
  const content = encodeIntroduction({ name: it.displayName, fingerprint: it.fingerprint })
  const { box, exported } = await sealTo(opening.sealing, introductionInfo(open), content)
  const fields = { ...open, introduction: box }
  const knock = await signed(keys.signing, 'knock', fields)
  const body = encodeBody('knock', fields)
  return { fields, knock, knockHash: await labelledHash('vieraugen/knock/hash', body), nonce, exported, answered: null }
}

/** The moderator's nonce is fixed now: the transcript is complete and the own nonce may be shown. */
export async function answerHello(
  attempt: Attempt,
  { opening, keys, hello }: { opening: Fields<'open'>; keys: Keys; hello: { body: Bytes; nonce: Uint8Array } },
): Promise<Attempt> {
  const { fields, knockHash, nonce } = attempt
  const whole = await transcript({ opening, knock: fields, knockHash, moderatorNonce: hello.nonce, guestNonce: nonce })
  const reveal = await signed(keys.signing, 'reveal', {
    sid: opening.sid,
    guest: fields.guest,
    knock: knockHash,
    nonce,
    context: whole,
  })
  return { ...attempt, answered: { hello: hello.body, transcript: whole, reveal } }
}
