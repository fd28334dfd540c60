import * as z from 'zod/mini'

// zod compiles parsers with `new Function`, which our Content Security Policy forbids in the browser.
z.config({ jitless: true })

/** UUID as the application makes it (version 7, RFC 9562) and as people may forge it: any hex in the right places. */
export const uuid = z.string().check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/))

/** 32 random bytes, base64url without padding. */
export const secret = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/))

/** SHA-256 in lower-case hex. */
export const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/))

/** ISO 8601 with zone, as `Date.toISOString()` writes it. */
export const instant = z.iso.datetime()

/** Text a person typed: no control characters but line breaks where `lines` is set. Trimmed, at least one character. */
const controlCharacters = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/
export const line = (max: number) =>
  z.string().check(
    z.trim(),
    z.minLength(1),
    z.maxLength(max),
    z.refine((text) => !controlCharacters.test(text)),
  )
export const paragraphs = (max: number) =>
  z.string().check(
    z.trim(),
    z.maxLength(max),
    z.refine((text) => !controlCharacters.test(text.replaceAll(/[\r\n\t]/g, ''))),
  )

export const email = z.string().check(z.trim(), z.maxLength(254), z.email())
export const userName = z.string().check(z.trim(), z.regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{2,39}$/u))
/** Passwords are taken verbatim (ASVS 6.2.8); their rules answer with their own codes, so only the outer bound stands here. */
export const password = z.string().check(z.minLength(1), z.maxLength(1024))
/** What somebody may do in the administration; every role may counsel as well. `dpo`: data protection officer. */
export const role = z.enum(['counsellor', 'dpo', 'administrator'])
export type Role = z.infer<typeof role>
export const languages = ['de', 'en'] as const
export const languageCode = z.enum(languages)
export const nothing = z.strictObject({})

/** What a person ticked: the hash of exactly the label and text shown, one for each box. */
export const ticks = z.strictObject({ privacy: sha256, terms: sha256, processing: sha256 })
export type Ticks = z.infer<typeof ticks>
