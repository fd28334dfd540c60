import { v7 as uuid } from 'uuid'
import type { MailId } from '@vieraugen/policy/mails.ts'
import * as z from 'zod/mini'
import type { Base, Mail, Outbox } from './base.ts'
import type { Sealed } from './db/sealed.ts'
import type { Egress } from './egress.ts'
import { errorFacts } from './log.ts'
import { openText, type Place, sealColumn } from './seal.ts'

type Given = Pick<Base, 'db' | 'keys' | 'clock' | 'log'>

const shape = z.object({ to: z.string(), subject: z.string(), text: z.string(), calendar: z.optional(z.string()) })

// The installation's key: the mail must be readable while the person's own key may already be gone (account deleted).
const placeOf = (id: string): Place<'outbox.message'> => ({ column: 'outbox.message', row: id, subject: 'outbox' })

const open = ({ keys }: Pick<Given, 'keys'>, row: { id: string; message: Sealed<'outbox.message'> }): Mail =>
  z.parse(shape, JSON.parse(openText(placeOf(row.id), keys.installation, row.message))) as Mail

/** Mails wait sealed in the database, so that nothing is lost by a crash and nothing is sent that was rolled back. */
export function createOutbox({ keys, clock }: Pick<Given, 'keys' | 'clock'>): Outbox {
  return {
    async put(tx, id: MailId, mail) {
      const row = uuid()
      const now = clock.now()
      const message = sealColumn(placeOf(row), keys.installation, JSON.stringify(mail))
      await tx
        .insertInto('outbox')
        .values({ id: row, template: id, message, created_at: now, attempts: 0, next_attempt_at: now })
        .execute()
    },
  }
}

/** Minutes to wait after the first, second, … refusal; the last one repeats. */
const pauses = [1, 2, 5, 15, 30, 60]
const batch = 20

/** Sends what is due. A row is deleted as soon as the mail server has accepted it. Answers how many were accepted. */
export async function deliverMails(base: Given, egress: Egress): Promise<number> {
  const now = base.clock.now()
  const due = await base.db
    .selectFrom('outbox')
    .selectAll()
    .where('next_attempt_at', '<=', now)
    .orderBy('created_at')
    .limit(batch)
    .execute()
  let accepted = 0
  for (const row of due) {
    try {
      await egress.sendMail(open(base, row))
      await base.db.deleteFrom('outbox').where('id', '=', row.id).execute()
      base.log.event('mail.accepted', { template: row.template })
      accepted += 1
    } catch (error) {
      const attempts = row.attempts + 1
      base.log.event('mail.refused', { template: row.template, attempts, err: errorFacts(error) })
      const minutes = pauses[attempts - 1] ?? pauses.at(-1) ?? 60
      const next_attempt_at = new Date(now.getTime() + minutes * 60_000)
      await base.db.updateTable('outbox').set({ attempts, next_attempt_at }).where('id', '=', row.id).execute()
    }
  }
  return accepted
}

export type WaitingMail = Mail & { readonly id: string; readonly createdAt: string }

/** What lies in the outbox, newest first: only for a machine without a mail server, where it is shown to its user. */
export async function waitingMails(base: Given): Promise<WaitingMail[]> {
  const newest = base.db.selectFrom('outbox').selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc')
  const rows = await newest.limit(100).execute()
  return rows.map((row) => ({ ...open(base, row), id: row.id, createdAt: row.created_at.toISOString() }))
}
