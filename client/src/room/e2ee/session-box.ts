import { concat, Malformed, utf8, type Bytes } from './encoding.ts'
import { decrypt, encrypt, hkdf } from './suite.ts'
import type { Random } from './conference.ts'

const saltLength = 32

/** What the box belongs to, for example `meetingId/memberId`; a box opens only under the context it was sealed under. */
const boxKey = (share: Uint8Array, salt: Uint8Array, context: string): Promise<Bytes> => {
  if (share.length !== 32) throw new Malformed('share')
  return hkdf({ secret: share, salt, label: 'vieraugen/session-box', context: [utf8(context)] })
}

/**
 * Seals what `suspend()` gave under the share that only the server holds, so that neither the browser's storage nor the
 * server opens anything alone. The key is fresh for each box (random salt of 32 bytes in front).
 */
export async function sealBox(
  share: Uint8Array,
  { context, content, random }: { context: string; content: Uint8Array; random: Random },
): Promise<Bytes> {
  const salt = random(saltLength)
  const key = await boxKey(share, salt, context)
  return concat([salt, await encrypt({ key, counter: 0, context: utf8(context), content })])
}

/** The inverse of `sealBox`; throws if share, context or box do not belong together. */
export async function openBox(
  share: Uint8Array,
  { context, box }: { context: string; box: Uint8Array },
): Promise<Bytes> {
  if (box.length < saltLength + 16) throw new Malformed('box')
  const key = await boxKey(share, box.slice(0, saltLength), context)
  return decrypt({ key, counter: 0, context: utf8(context), content: box.slice(saltLength) })
}
