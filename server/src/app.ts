import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { Fail } from '@vieraugen/protocol/errors.ts'
import {
  eraseAgain,
  eraseInactive,
  erasePending,
  eraseUnconfirmed,
  type MeetingsOfAccount,
  reindex,
  restrict,
  tellInactive,
  withdrawAccount,
} from './accounts/personal-data.ts'
import { accountById, subjectKeyOf } from './accounts/queries.ts'
import { registerAccounts } from './accounts/routes.ts'
import { registerAdmin } from './admin/routes.ts'
import type { Base } from './base/base.ts'
import { checkSeconds, type Custody } from './base/custody.ts'
import { createEgress, type Egress } from './base/egress.ts'
import { hangUp } from './base/http/dark.ts'
import { createHttp, type Gate, type Http } from './base/http/server.ts'
import { errorFacts } from './base/log.ts'
import { deliverMails } from './base/mail.ts'
import { Passwords } from './base/passwords.ts'
import { renewKeys } from './base/rotation.ts'
import { archiveTexts } from './consents/commands.ts'
import { consentBehind, receiptHash, withdrawConsent } from './consents/personal-data.ts'
import { refuseOutdatedConsent } from './consents/queries.ts'
import { registerConsents } from './consents/routes.ts'
import { type Job, startJobs } from './jobs.ts'
import { registerMedia } from './media/routes.ts'
import { consentOfSeat, giveUpSeats, runningMeetingsOf } from './meetings/personal-data.ts'
import { registerMeetings } from './meetings/routes.ts'
import { registerRegistration } from './registration/routes.ts'
import type { Rooms } from './relay/jobs.ts'
import { registerRelay } from './relay/routes.ts'
import { installProofs } from './proof/commands.ts'
import { ProofDesk } from './proof/jobs.ts'
import { createProbes } from './proof/probes.ts'
import { registerProof, registerProofOffice } from './proof/routes.ts'
import { createDeletion, type Deletion, endMeetingsOf } from './retention/commands.ts'
import { catchUp, enforce, enforceEverySeconds, sweep } from './retention/jobs.ts'
import type { OwnersOfRows } from './retention/personal-data.ts'
import { registerRetention } from './retention/routes.ts'
import { type Neighbours, remindOperator } from './rights/commands.ts'
import { registerRights } from './rights/routes.ts'
import { registerSecondFactor } from './second-factor/routes.ts'
import { openSecurity, type Security } from './security/jobs.ts'
import { arrivals, recordUnreadable, registerSecurity, registerSecurityOffice } from './security/routes.ts'
import { registerSignIn } from './sign-in/routes.ts'
import { registerSite } from './site/routes.ts'
import type { Given as Administering } from './staff/commands.ts'
import { registerStaff } from './staff/routes.ts'

export interface App {
  readonly http: Http
  /** What the page `/nachweis` shows, and the checks behind it. */
  readonly proof: ProofDesk
  /** Listens; from then on `GET /api/health` says ready. */
  listen(): Promise<void>
  /** Refuses new work, finishes what runs. */
  close(): Promise<void>
}

const client = fileURLToPath(new URL('../../client/dist', import.meta.url))
const minute = 60

/** What keeps the keys: asks for the controller's key, and renews what is due. */
function keyJobs(base: Base, http: Http, custody: Custody): Job[] {
  const check = async (): Promise<number> => {
    const changed = await custody.check()
    if (base.keys.isDark) hangUp(http.server)
    return changed
  }
  const renew = () => renewKeys({ base, custody, reindex: (after) => reindex(base, after) })
  return [
    { name: 'key-check', everySeconds: checkSeconds, run: check },
    { name: 'key-renewal', everySeconds: minute, run: renew },
  ]
}

/** Without a mail server, and while the key is withdrawn, mails wait. */
const mailsOut = async (base: Base, egress: Egress | null): Promise<number> =>
  egress && !base.keys.isDark ? deliverMails(base, egress) : 0

/** How the rows of each rule are deleted that are more than rows: by the slice that knows their key. */
export function ownersOfRows(base: Base, meetings: MeetingsOfAccount): OwnersOfRows {
  const given = { ...base, meetings }
  return {
    shred: {
      'account.unconfirmed': (tx, id) => eraseUnconfirmed(given, tx, id),
      'account.pending': (tx, id) => erasePending(given, tx, id),
      'account.inactive': (tx, id) => eraseInactive(given, tx, id),
    },
    notify: { 'account.inactive': (tx, id, endsAt) => tellInactive(given, tx, { id, endsAt }) },
    eraseAgain: (tx, id) => eraseAgain(given, tx, id),
    async withdrawAgain(tx, id, at) {
      await withdrawConsent(tx, id, at)
      await giveUpSeats(tx, id)
    },
  }
}

/** What an account must have done before anything but its own data can be used. */
const gates =
  (base: Base): Gate =>
  async ({ accountId, strong }) => {
    await refuseOutdatedConsent(base, accountId)
    if (base.config.secondFactor === 'required' && !strong) throw new Fail('second-factor-missing')
  }

/** The one map of the server: what there is, and who is told of what. */
export async function createApp(base: Base, dist = client, custody: Custody | null = null): Promise<App> {
  const { config } = base
  const security = await openSecurity(base)
  const http = await createHttp(base, arrivals(base, security), gates(base))
  recordUnreadable(http, base, security)
  registerSecurity(http, base, security)
  let listening = false
  const isReady = async () => listening && (await sql`select 1`.execute(base.db)).rows.length === 1
  const egress = config.smtp ? createEgress(config.smtp) : null

  const rooms = registerRelay(http, base)
  const deletion = createDeletion(base, rooms)
  const probes = createProbes(base, http, dist)
  const proof = new ProofDesk(base, probes)
  const owners = ownersOfRows(base, meetingsOf(deletion))
  registerPeople(http, base, deletion)
  registerMeetings(http, base, { deletion, waiting: (meetingId) => rooms.waiting(meetingId), proof })
  registerMedia(http, base)
  registerConsents(http, base)
  registerRights(http, base, servingRights(base, rooms, deletion))
  await registerSite(http, base, { isReady, dist })
  registerProof(http, base, { desk: proof, dist })
  registerOffice(http, base, { proof, security, custody })

  const jobs: Job[] = [
    { name: 'mails', everySeconds: 2, run: () => mailsOut(base, egress) },
    { name: 'request-records', everySeconds: 2, run: () => security.requests.flush() },
    { name: 'addresses', everySeconds: 5 * minute, run: () => security.sweep() },
    { name: 'sweep', everySeconds: 30, run: () => sweep(base, deletion) },
    { name: 'rights-reminders', everySeconds: 60 * minute, run: () => remindOperator(base) },
    { name: 'retention', everySeconds: enforceEverySeconds, run: () => enforce(base, owners) },
    { name: 'proof', everySeconds: 20, run: () => proof.cycle() },
  ]
  if (custody) jobs.push(...keyJobs(base, http, custody))
  await archiveTexts(base.db, base)
  await installProofs(base)
  await catchUp(base, deletion, owners)
  const stopJobs = startJobs(base, jobs)

  return {
    http,
    proof,
    async listen() {
      await http.server.listen({ port: config.port, host: config.host })
      listening = true
      base.log.event('server.listening', { port: config.port })
      // The page has something to say from the beginning, and nobody waits for it.
      void proof
        .cycle()
        .catch((error: unknown) => base.log.event('job.failed', { job: 'proof', err: errorFacts(error) }))
    },
    async close() {
      listening = false
      rooms.stop()
      await http.server.close()
      await stopJobs()
      await proof.settled()
      probes.stop()
      await security.requests.flush()
      await deletion.settled()
      egress?.close()
    },
  }
}

/** Accounts: how they come to be, who signs in and how, what people do with their own, and their administration. */
function registerPeople(http: Http, base: Base, deletion: Deletion): void {
  const given = { ...base, passwords: new Passwords(base.keys), meetings: meetingsOf(deletion) }
  registerRegistration(http, given)
  registerSignIn(http, given)
  registerSecondFactor(http, given)
  registerAccounts(http, given)
  registerStaff(http, base, administering(base, deletion))
}

/** What the administration sees of the running server. */
function registerOffice(
  http: Http,
  base: Base,
  { proof, security, custody }: { proof: ProofDesk; security: Security; custody: Custody | null },
): void {
  registerRetention(http, base)
  registerProofOffice(http, proof)
  registerSecurityOffice(http, base, security)
  registerAdmin(http, base, {
    promises: () => proof.statement().promises,
    keysCheckedAt: () => custody?.checkedAt ?? null,
    addressDays: () => security.keys.days(),
  })
}

const meetingsOf = ({ finishEnded }: Deletion) => ({ end: endMeetingsOf, finish: finishEnded })

async function endRunningMeetings(base: Base, deletion: Deletion, accountId: string): Promise<void> {
  for (const id of await runningMeetingsOf(base.db, accountId)) await deletion.end(id, 'moderator')
}

/** What meetings and the relay do when the administration acts on an account. */
const administering = (base: Base, deletion: Deletion): Administering => ({
  ...base,
  meetings: meetingsOf(deletion),
  endRunningMeetings: (accountId) => endRunningMeetings(base, deletion, accountId),
})

/** What accounts, consents, meetings and the relay do for a person's rights. */
const servingRights = (base: Base, rooms: Rooms, deletion: Deletion): Neighbours => ({
  keyOf: (accountId) => subjectKeyOf(base, base.db, accountId),
  emailOf: async (accountId) => (await accountById(base, base.db, accountId))?.account.email ?? null,
  restrict: (accountId, since) => restrict(base.db, accountId, since),
  endRunningMeetings: (accountId) => endRunningMeetings(base, deletion, accountId),
  withdrawAccount: (accountId) => withdrawAccount({ ...base, meetings: meetingsOf(deletion) }, accountId),
  receiptHash: (code) => receiptHash(base, code),
  consentBehind,
  consentOfSeat,
  withdrawConsent,
  giveUpSeats,
  release: ({ meetingId, participant }) => rooms.release(meetingId, participant),
})
