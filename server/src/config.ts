import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import ipaddr from 'ipaddr.js'
import { evidenceMonths, usual } from '@vieraugen/policy/configured.ts'
import * as z from 'zod/mini'
import { type CardEntries, operatorCard } from '@vieraugen/protocol/operator-card.ts'

export interface Config {
  readonly port: number
  readonly host: string
  /** Where people reach this installation; decides the cookie, the allowed origin and the links in mails. */
  readonly publicUrl: URL
  /** True for plain http on this very machine: the one case without `Secure` cookies. */
  readonly loopback: boolean
  readonly dataDir: string
  readonly databaseUrl: string | null
  /** Folders of programs, as the system lists them. */
  readonly path: string
  readonly keyFile: string
  /** The controller's key in AWS KMS takes the place of the key file; `endpoint` only for one that is not AWS's own. */
  readonly kms: { readonly keyId: string; readonly endpoint: string | null } | null
  readonly keyDir: string
  /** File beside the key file, outside the database and its backups: what was deleted (see base/erasure-ledger.ts). */
  readonly erasureLedger: string
  readonly smtp: { readonly url: string; readonly from: string } | null
  /** CIDR blocks whose `X-Forwarded-For` is believed; empty means nobody's. */
  readonly trustedProxies: readonly string[]
  readonly turn: { readonly urls: readonly string[]; readonly secret: string } | null
  /** What OPERATOR_CARD names; null where the card is kept in the administration. */
  readonly cardFile: CardEntries | null
  /** Whether consumers are offered „Vertrag widerrufen“ (§ 356a BGB); an operator without such contracts hides it. */
  readonly contractWithdrawal: boolean
  /** How long evidence of consent is kept after the end of the year, 0 to 36; with 0 it goes with what it proves. */
  readonly consentEvidenceMonths: number
  /** Who may register: everybody, everybody whom an administrator approves afterwards, or who was invited. */
  readonly registration: 'open' | 'approval' | 'invitation'
  /** Whether counsellors must have a second factor; the administration always does. */
  readonly secondFactor: 'optional' | 'required'
  /** Stand of the software, written into the evidence of consent. */
  readonly build: string
}

/** What a person at the keyboard has to change before the server starts. The message is the whole sentence. */
export class ConfigError extends Error {
  constructor(sentence: string) {
    super(sentence)
    this.name = 'ConfigError'
  }
}

type Environment = Readonly<Record<string, string | undefined>>

/** One variable: its shape, and the sentence that a wrong value gets. */
function variable<T>(env: Environment, name: string, rule: { shape: z.ZodMiniType<T>; says: string }): T {
  const parsed = z.safeParse(rule.shape, env[name]?.trim() || undefined)
  if (!parsed.success) throw new ConfigError(`${name} ${rule.says}.`)
  return parsed.data
}

const text = z.optional(z.string())
const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

function publicUrlOf(env: Environment, port: number): { publicUrl: URL; loopback: boolean } {
  const says = 'must be an https address without a path; plain http is only for http://localhost'
  const given = variable(env, 'PUBLIC_URL', { shape: text, says }) ?? `http://localhost:${port}`
  if (!URL.canParse(given)) throw new ConfigError(`PUBLIC_URL ${says}.`)
  const publicUrl = new URL(given)
  const loopback = publicUrl.protocol === 'http:' && loopbackHosts.has(publicUrl.hostname)
  const bare = publicUrl.href === `${publicUrl.origin}/`
  if (!bare || (publicUrl.protocol !== 'https:' && !loopback)) throw new ConfigError(`PUBLIC_URL ${says}.`)
  return { publicUrl, loopback }
}

function proxiesOf(env: Environment): string[] {
  const says = 'must be a list of CIDR blocks such as 10.0.0.0/8,fd00::/8, never “true” or a number'
  const given = variable(env, 'TRUSTED_PROXIES', { shape: text, says }) ?? ''
  const blocks = given
    .split(',')
    .map((block) => block.trim())
    .filter(Boolean)
  // Whoever is believed can choose the address that limits and bans count by, so only written-out networks are taken.
  if (!blocks.every((block) => ipaddr.isValidCIDR(block))) throw new ConfigError(`TRUSTED_PROXIES ${says}.`)
  return blocks
}

function smtpOf(env: Environment): Config['smtp'] {
  const url = variable(env, 'SMTP_URL', {
    shape: z.optional(
      z.string().check(
        // An option behind a “?” would win over ours, among them that the line must be encrypted.
        z.regex(/^smtps?:\/\/[^\s?#]+$/),
        z.refine((given) => URL.canParse(given)),
      ),
    ),
    says: 'must look like smtp://user:password@mail.example.org:587, without options behind it',
  })
  if (!url) return null
  const from = variable(env, 'MAIL_FROM', {
    shape: z.string().check(z.regex(/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/)),
    says: 'must name the sender of mails, such as beratung@example.org, because SMTP_URL is set',
  })
  return { url, from }
}

function turnOf(env: Environment): Config['turn'] {
  const urls = variable(env, 'TURN_URLS', {
    shape: z.optional(z.string().check(z.regex(/^(stuns?|turns?):[^\s,]+(\s*,\s*(stuns?|turns?):[^\s,]+)*$/))),
    says: 'must be a list such as turn:turn.example.org:3478?transport=udp',
  })
  const secret = variable(env, 'TURN_SECRET', {
    shape: z.optional(z.string().check(z.minLength(16))),
    says: 'must have 16 characters or more',
  })
  if (Boolean(urls) !== Boolean(secret))
    throw new ConfigError('TURN_URLS and TURN_SECRET must be set both or not at all.')
  return urls && secret ? { urls: urls.split(',').map((url) => url.trim()), secret } : null
}

function kmsOf(env: Environment): Config['kms'] {
  const keyId = variable(env, 'KMS_KEY_ID', {
    // Id, alias or ARN. The partition of an ARN is not always `aws`: sovereign regions have their own.
    shape: z.optional(
      z
        .string()
        .check(z.regex(/^([\w-]{1,256}|alias\/[\w/-]{1,250}|arn:[\w-]+:kms:[\w-]+:\d{12}:(key|alias)\/[\w/-]+)$/)),
    ),
    says: 'must be the id, the alias (alias/…) or the ARN of a symmetric key in AWS KMS',
  })
  const endpoint = variable(env, 'KMS_ENDPOINT', {
    shape: z.optional(z.string().check(z.regex(/^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1)[:/])\S+$/))),
    says: 'must be an https address; plain http is only for this machine',
  })
  if (endpoint && !keyId) throw new ConfigError('KMS_ENDPOINT has no effect without KMS_KEY_ID. Set both or neither.')
  return keyId ? { keyId, endpoint: endpoint ?? null } : null
}

function cardFileOf(env: Environment): CardEntries | null {
  const says = 'must be the path of a JSON file with the operator’s card'
  const file = variable(env, 'OPERATOR_CARD', { shape: text, says })
  if (!file) return null
  let content: unknown
  try {
    content = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw new ConfigError(`OPERATOR_CARD ${says}; this file cannot be read as JSON.`)
  }
  const parsed = z.safeParse(operatorCard, content)
  if (parsed.success) return parsed.data
  throw new ConfigError(`OPERATOR_CARD ${says}; “${parsed.error.issues[0]?.path.join('.') ?? ''}” is missing or wrong.`)
}

function evidenceMonthsOf(env: Environment): number {
  const { least, most } = evidenceMonths
  const months = variable(env, 'CONSENT_EVIDENCE_MONTHS', {
    shape: z._default(
      z.string().check(
        z.regex(/^\d{1,2}$/),
        z.refine((digits) => Number(digits) <= most),
      ),
      String(usual.consentEvidenceMonths),
    ),
    says: `must be a number of months from ${least} to ${most}`,
  })
  return Number(months)
}

/** Twelve hex digits that tell installations on one machine apart. */
const fingerprintOf = (dataDir: string) => createHash('sha256').update(dataDir).digest('hex').slice(0, 12)

const absolute = z.optional(z.string().check(z.refine((path) => isAbsolute(path))))

function keyPlaces(env: Environment, dataDir: string): Pick<Config, 'keyFile' | 'keyDir' | 'erasureLedger'> {
  const own = fingerprintOf(dataDir)
  const configHome = variable(env, 'XDG_CONFIG_HOME', { shape: absolute, says: 'must be an absolute path' })
  const runtime = variable(env, 'XDG_RUNTIME_DIR', { shape: absolute, says: 'must be an absolute path' })
  const memory = [runtime, '/dev/shm'].find((place) => place !== undefined && existsSync(place))
  const given = variable(env, 'KEY_FILE', { shape: text, says: 'must be the path of a file' })
  const keyDir = variable(env, 'KEY_DIR', { shape: text, says: 'must be the path of a folder' })
  const keyFile = given ? resolve(given) : join(configHome ?? join(homedir(), '.config'), 'vieraugen', own, 'key')
  return {
    keyFile,
    erasureLedger: `${keyFile}.erasures`,
    keyDir: keyDir ? resolve(keyDir) : memory ? join(memory, `vieraugen-${own}`) : join(dataDir, 'content-keys'),
  }
}

function buildOf(): string {
  const file = new URL('../../package.json', import.meta.url)
  return z.parse(z.object({ version: z.string() }), JSON.parse(readFileSync(file, 'utf8'))).version
}

/** Reads the environment once. Throws a `ConfigError` whose sentence names the variable. */
export function readConfig(env: Environment): Config {
  const port = variable(env, 'PORT', {
    shape: z._default(
      z.string().check(
        z.regex(/^\d{1,5}$/),
        z.refine((digits) => Number(digits) < 65_536),
      ),
      '3000',
    ),
    says: 'must be a number from 0 to 65535',
  })
  const dataDir = resolve(
    variable(env, 'DATA_DIR', { shape: z._default(z.string(), './var'), says: 'must be a folder' }),
  )
  const databaseUrl = variable(env, 'DATABASE_URL', {
    shape: z.optional(z.string().check(z.regex(/^postgres(ql)?:\/\/\S+$/))),
    says: 'must look like postgres://user@host/database',
  })
  return {
    port: Number(port),
    // Fastify listens on both loopback addresses for this name, so that http://localhost works whichever comes first.
    host: variable(env, 'HOST', {
      shape: z._default(z.string().check(z.regex(/^[\w.:-]+$/)), 'localhost'),
      says: 'must be an address to listen on',
    }),
    ...publicUrlOf(env, Number(port)),
    dataDir,
    databaseUrl: databaseUrl ?? null,
    path: env['PATH'] ?? '',
    ...keyPlaces(env, dataDir),
    kms: kmsOf(env),
    smtp: smtpOf(env),
    trustedProxies: proxiesOf(env),
    turn: turnOf(env),
    cardFile: cardFileOf(env),
    contractWithdrawal:
      variable(env, 'CONTRACT_WITHDRAWAL', {
        shape: z._default(z.enum(['on', 'off']), 'on'),
        says: 'must be “on” or “off”',
      }) === 'on',
    consentEvidenceMonths: evidenceMonthsOf(env),
    registration: variable(env, 'REGISTRATION', {
      shape: z._default(z.enum(['open', 'approval', 'invitation']), 'open'),
      says: 'must be “open”, “approval” or “invitation”',
    }),
    secondFactor: variable(env, 'SECOND_FACTOR', {
      shape: z._default(z.enum(['optional', 'required']), 'optional'),
      says: 'must be “optional” or “required”',
    }),
    build: buildOf(),
  }
}

/** The one place that reads the process environment. */
export const readProcessConfig = (): Config => readConfig(process.env)
