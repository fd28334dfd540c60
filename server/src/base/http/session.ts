import type { FastifyReply, FastifyRequest } from 'fastify'
import { v7 as uuid } from 'uuid'
import type { cookies } from '@vieraugen/policy/browser.ts'
import { periods } from '@vieraugen/policy/periods.ts'
import type { Role } from '@vieraugen/protocol/shapes.ts'
import type { Db, Tx } from '../base.ts'
import type { Clock, Random } from '../clock.ts'
import { tokenHash } from '../keys.ts'

/** A browser that came back with its cookie: signed in, or holding a place in a meeting, or both. */
export interface Session {
  readonly id: string
  readonly accountId: string | null
  /** The person has stopped the use of the account (Art. 18 GDPR): only what serves their rights is left. */
  readonly restricted: boolean
  /** What the account may do in the administration; null without an account. */
  readonly role: Role | null
  /** When the second factor was last proven in this session; null when it never was. */
  readonly strongAt: Date | null
}

/** Who signs in. */
export interface SignIn {
  readonly accountId: string
  /** The second factor was proven. */
  readonly strong: boolean
}

export type CookieName = keyof typeof cookies

export const cookieName = (loopback: boolean): CookieName => (loopback ? 'vieraugen' : '__Host-vieraugen')

const seenEveryMs = 60_000

export interface SessionsGiven {
  readonly db: Db
  readonly clock: Clock
  readonly random: Random
  readonly loopback: boolean
}

/** The session cookie and its row: a 256-bit token in the browser, its SHA-256 in the database. */
export class Sessions {
  readonly #given: SessionsGiven
  constructor(given: SessionsGiven) {
    this.#given = given
  }

  get #name(): CookieName {
    return cookieName(this.#given.loopback)
  }

  /** The living session of this request: not idle for 30 minutes, not older than 12 hours. */
  async find(request: FastifyRequest): Promise<Session | null> {
    const token = request.cookies[this.#name]
    if (!token) return null
    const { db, clock } = this.#given
    const now = clock.now()
    const row = await db
      .selectFrom('session')
      .leftJoin('account', 'account.id', 'session.account_id')
      .select([
        'session.id',
        'session.account_id',
        'session.seen_at',
        'session.strong_at',
        'account.restricted_at',
        'account.role',
      ])
      .where('token_hash', '=', tokenHash(token))
      .where('expires_at', '>', now)
      .where('session.seen_at', '>', before(now, periods.sessionIdle))
      .executeTakeFirst()
    if (!row) return null
    // Once a minute is exact enough for an idle limit of thirty, and spares the disk a write for each request.
    if (now.getTime() - row.seen_at.getTime() >= seenEveryMs) await this.touch(row.id)
    return {
      id: row.id,
      accountId: row.account_id,
      restricted: row.restricted_at !== null,
      role: row.role,
      strongAt: row.strong_at,
    }
  }

  /** Notes that the session is in use; the relay calls it for open sockets. */
  async touch(id: string): Promise<void> {
    await this.#given.db.updateTable('session').set({ seen_at: this.#given.clock.now() }).where('id', '=', id).execute()
  }

  /** A session without an account, for a person who takes a place in a meeting. */
  async start(reply: FastifyReply): Promise<Session> {
    const id = await this.#insert(this.#given.db, reply, null)
    return { id, accountId: null, restricted: false, role: null, strongAt: null }
  }

  /**
   * Signs an account in; `strong` when the second factor was proven. The token changes (session fixation), the row and with it
   * a place in a meeting stays. In the transaction that saw that the account may.
   */
  async signIn(reply: FastifyReply, current: Session | null, { tx, ...of }: SignIn & { tx: Tx }): Promise<void> {
    // Somebody else's session on the same browser is not handed over.
    if (!current || (current.accountId !== null && current.accountId !== of.accountId)) {
      if (current) await this.#delete(tx, current.id)
      await this.#insert(tx, reply, of)
      return
    }
    const { token, row } = this.#fresh(of)
    await tx.updateTable('session').set(row).where('id', '=', current.id).execute()
    this.#give(reply, token)
  }

  async #insert(db: Db | Tx, reply: FastifyReply, of: SignIn | null): Promise<string> {
    const { token, row } = this.#fresh(of)
    const id = uuid()
    await db
      .insertInto('session')
      .values({ ...row, id, created_at: row.seen_at })
      .execute()
    this.#give(reply, token)
    return id
  }

  /** A new token, and the row that knows it. */
  #fresh(of: SignIn | null) {
    const token = this.#given.random(32).toString('base64url')
    const now = this.#given.clock.now()
    const row = {
      token_hash: tokenHash(token),
      account_id: of?.accountId ?? null,
      strong_at: of?.strong ? now : null,
      seen_at: now,
      expires_at: after(now, periods.sessionAbsolute),
    }
    return { token, row }
  }

  /** Ends this session and takes the cookie back. */
  async end(reply: FastifyReply, session: Session | null): Promise<void> {
    if (session) await this.#delete(this.#given.db, session.id)
    reply.clearCookie(this.#name, this.#attributes())
  }

  async #delete(db: Db | Tx, id: string): Promise<void> {
    await db.deleteFrom('session').where('id', '=', id).execute()
  }

  #give(reply: FastifyReply, token: string): void {
    reply.setCookie(this.#name, token, this.#attributes())
  }

  // No expiry: the browser drops it when it closes. Lax, because people come from links in mails.
  #attributes() {
    return { path: '/', httpOnly: true, sameSite: 'lax', secure: !this.#given.loopback } as const
  }
}

/** Whether the second factor was proven in this session so lately that something grave may be done. */
export const isProofFresh = (now: Date, strongAt: Date | null): boolean =>
  strongAt !== null && now.getTime() - strongAt.getTime() < periods.strongProof * 1000

/** Ends the sessions of an account, all or all but one. */
export async function endSessions(db: Db | Tx, accountId: string, except?: string): Promise<void> {
  let query = db.deleteFrom('session').where('account_id', '=', accountId)
  if (except) query = query.where('id', '<>', except)
  await query.execute()
}

const before = (moment: Date, seconds: number): Date => new Date(moment.getTime() - seconds * 1000)
const after = (moment: Date, seconds: number): Date => new Date(moment.getTime() + seconds * 1000)
