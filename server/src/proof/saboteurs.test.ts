import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PromiseId } from '@vieraugen/policy/activity.ts'
import { promises, type PolicyPromise } from '@vieraugen/policy/promises.ts'
import { saboteurs, type SaboteurId } from '@vieraugen/policy/saboteurs.ts'
import { exampleCard } from '@vieraugen/policy/texts/example-card.ts'
import * as accounts from '@vieraugen/protocol/http/accounts.ts'
import * as meetings from '@vieraugen/protocol/http/meetings.ts'
import { cancelMeeting } from '@vieraugen/protocol/http/meetings.ts'
import type { TestBrowser } from '../base/http/test-browser.ts'
import { appendEntry as appendMessage } from '../relay/commands.ts'
import { lastRuns } from '../retention/queries.ts'
import { createTestApp, type TestApp } from '../test-app.ts'
import { appendDrill } from './commands.ts'
import { installationSigner } from './rules.ts'

let folder: string
let server: TestApp
let sabotage: { cookie: boolean; bare: boolean }
let own: Scene
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vieraugen-proof-'))
  mkdirSync(join(folder, 'dist/assets'), { recursive: true })
  writeFileSync(join(folder, 'dist/index.html'), '<!doctype html><title>Vieraugen</title>')
  writeFileSync(join(folder, 'dist/assets/main.css'), 'body { color: teal }')
  writeFileSync(join(folder, 'key'), 'a key', { mode: 0o600 })
  const { fictitious: _, ...example } = exampleCard
  const card = { ...example, withdrawalEmail: 'widerruf@beratung.example' }
  writeFileSync(join(folder, 'card.json'), JSON.stringify(card))
  const env = { KEY_FILE: join(folder, 'key'), OPERATOR_CARD: join(folder, 'card.json') }
  server = await createTestApp(env, join(folder, 'dist'))
  sabotage = { cookie: false, bare: false }
  server.app.http.server.addHook('onRequest', async (request, reply) => {
    if (sabotage.cookie && request.url === '/') reply.setCookie('besuch', '1', { httpOnly: true })
    if (sabotage.bare && request.url === '/') reply.removeHeader('x-content-type-options')
  })
  own = await setScene()
  await appendDrill(server, installationSigner(server))
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

interface Scene {
  readonly account: string
  readonly meeting: string
  readonly ended: string
  /** Seats of guests. */
  readonly waiting: string
  readonly admitted: string
  readonly denied: string
}

/** An envelope of the room as the wire has it: nine parts behind their lengths, the eighth sealed. */
function envelope(sealed: Buffer): Buffer {
  const parts = [...Array.from({ length: 7 }, () => Buffer.alloc(8)), sealed, Buffer.alloc(64)]
  const framed = parts.map((part) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(part.length)
    return Buffer.concat([length, part])
  })
  return Buffer.concat([Buffer.of(12), ...framed])
}

async function plan(browser: TestBrowser) {
  return browser.call(meetings.planMeeting, { beginsAt: server.clock.now().toISOString(), minutes: 50, note: 'x' })
}

async function knock(invitation: string | null): Promise<string> {
  const ticks = await server.ticks('client')
  const answer = await server
    .browser()
    .call(meetings.enterWaitingRoom, { secret: invitation ?? '', language: 'de', ticks })
  return answer.participantId
}

/** A house in which every promise has something to be proven by. */
async function setScene(): Promise<Scene> {
  const { db } = server
  const counsellor = await server.signedIn()
  const held = await plan(counsellor)
  const { participantId: moderator } = await counsellor.call(meetings.openMeeting, {}, { id: held.id })
  const [waiting, admitted, denied, left] = [
    await knock(held.invitation),
    await knock(held.invitation),
    await knock(held.invitation),
    await knock(held.invitation),
  ]
  const decide = (id: string, state: 'admitted' | 'denied') =>
    db.updateTable('participant').set({ state, decided_by: moderator }).where('id', '=', id).execute()
  await decide(admitted, 'admitted')
  await decide(denied, 'denied')
  await db.updateTable('participant').set({ state: 'left' }).where('id', '=', left).execute()
  await sql`update consent set withdrawn_at = ${server.clock.now()}
    where id = (select consent_id from participant where id = ${left})`.execute(db)
  await appendMessage(server, { meetingId: held.id, sender: admitted, box: envelope(server.random(40)) })
  const over = await plan(counsellor)
  await counsellor.call(cancelMeeting, {}, { id: over.id })
  const { id: account } = await db.selectFrom('account').select('id').executeTakeFirstOrThrow()
  await sql`insert into rights_request (id, number, kind, state, account_id, text, created_at, due_at)
    values (${uuid()}, 'A-1', 'access', 'open', ${account},
      (select wrapped from account_key), ${server.clock.now()}, ${later(30 * day)})`.execute(db)
  return { account, meeting: held.id, ended: over.id, waiting, admitted, denied }
}

const lastSweep = async () => (await lastRuns(server)).find(({ rule }) => rule === 'meeting.content')?.at

const day = 24 * 60 * 60 * 1000
const later = (ms: number) => new Date(server.clock.now().getTime() + ms)

type Undo = () => unknown
const run = (text: string) => sql.raw(text).execute(server.db)
const between = async (plant: string, undo: string): Promise<Undo> => {
  await run(plant)
  return () => run(undo)
}

/** Points the decision about a seat at somebody else. */
async function decidedBy(seat: string, by: string): Promise<Undo> {
  const [row] = await server.db.selectFrom('participant').select('decided_by').where('id', '=', seat).execute()
  const decide = (id: string | null) =>
    server.db.updateTable('participant').set({ decided_by: id }).where('id', '=', seat).execute()
  await decide(by)
  return () => decide(row?.decided_by ?? null)
}

/** Takes evidence away and gives it back. */
async function withoutItems(where: string, most: number): Promise<Undo> {
  const { rows } = await sql<{ consent_id: string; box: string; text_hash: Buffer }>`
    delete from consent_item where (consent_id, box) in (
      select consent_id, box from consent_item where consent_id in (${sql.raw(where)}) limit ${most})
    returning *`.execute(server.db)
  return () => server.db.insertInto('consent_item').values(rows).execute()
}

const plants: Record<SaboteurId, () => Promise<Undo>> = {
  'blanks-the-card': async () => {
    const officer = server.cards.now.dataProtectionOfficer as { email: string }
    const { email } = officer
    officer.email = ' '
    return () => (officer.email = email)
  },
  'adds-a-column': () => between('alter table meeting add column topic text', 'alter table meeting drop column topic'),
  'asks-for-birthday': () =>
    between('alter table account add column birthday date', 'alter table account drop column birthday'),
  'forgets-account-consent': () => withoutItems(`select id from consent where account_id = '${own.account}'`, 9),
  'forgets-guest-consent': () => withoutItems(`select consent_id from participant where id = '${own.waiting}'`, 1),
  'admits-itself': () => decidedBy(own.admitted, own.admitted),
  'sends-plain-frame': async () => {
    const box = Buffer.from(JSON.stringify({ chat: 'Ich habe Angst, nach Hause zu gehen.' }))
    const seq = await appendMessage(server, { meetingId: own.meeting, sender: own.admitted, box })
    return () => run(`delete from room_event where seq = ${seq}`)
  },
  'leaves-message': () =>
    between(
      `insert into room_event select '${own.ended}', seq, sender, box, created_at from room_event limit 1`,
      `delete from room_event where meeting_id = '${own.ended}'`,
    ),
  'writes-addresses': () => between('create table visitor (address inet)', 'drop table visitor'),
  'logs-user-agent': async () => {
    server.log.event('job.done', { job: 'x', count: 1, userAgent: 'Mozilla' } as never)
    return () => undefined
  },
  'sets-a-cookie': async () => {
    sabotage.cookie = true
    await server.browser().send({ method: 'GET', url: '/' })
    return () => (sabotage.cookie = false)
  },
  'stores-plain-name': async () => {
    const { rows } = await sql<{ first_name: Buffer }>`select first_name from account`.execute(server.db)
    await run(`update account set first_name = 'Anna'::bytea`)
    return () => sql`update account set first_name = ${rows[0]?.first_name}`.execute(server.db)
  },
  'keeps-client-name': () =>
    between('alter table participant add column display_name text', 'alter table participant drop column display_name'),
  'ignores-request': async () => {
    await sql`update rights_request set due_at = ${later(-day)}`.execute(server.db)
    return () => sql`update rights_request set due_at = ${later(30 * day)}`.execute(server.db)
  },
  'refuses-by-rule': () => decidedBy(own.denied, own.waiting),
  'keeps-account': async () => {
    const bert = { firstName: 'Bert', lastName: 'Zwei', email: 'bert@beispiel.example', userName: 'bert.z' }
    const password = 'Seerose am Gartenteich 8'
    const ticks = await server.ticks('counsellor')
    await server.browser().call(accounts.register, { ...bert, password, language: 'de', ticks })
    const created = later(-49 * 60 * 60 * 1000)
    await sql`update account set created_at = ${created} where state = 'unconfirmed'`.execute(server.db)
    return () => run(`delete from account where state = 'unconfirmed'`)
  },
  'idles-sweeper': async () => {
    // The sweeper waits for this lock as for a database that hangs. Whoever only reads does not.
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>()
    const { promise: locked, resolve: isLocked } = Promise.withResolvers<void>()
    const holding = server.db.transaction().execute(async (tx) => {
      await sql`lock table retention_run in exclusive mode`.execute(tx)
      isLocked()
      await held
    })
    await locked
    const last = await lastSweep()
    server.clock.advance(4 * 60_000)
    await server.app.proof.settled()
    return async () => {
      letGo()
      await holding
      await expect.poll(lastSweep).not.toEqual(last)
    }
  },
  'drops-a-header': async () => {
    sabotage.bare = true
    await server.browser().send({ method: 'GET', url: '/' })
    return () => (sabotage.bare = false)
  },
  'lifts-limits': async () => {
    const { limits } = server
    const { take } = limits
    limits.take = () => Promise.resolve()
    return () => (limits.take = take)
  },
  'skips-restore-drill': async () => {
    const moved = (ms: number) =>
      sql`update proof_entry set made_at = made_at + make_interval(secs => ${ms / 1000})
        where body::json ->> 'kind' = 'drill'`.execute(server.db)
    await moved(-93 * day)
    return () => moved(93 * day)
  },
  'opens-key-file': async () => {
    chmodSync(join(folder, 'key'), 0o644)
    return () => chmodSync(join(folder, 'key'), 0o600)
  },
  'opens-day-keys': async () => {
    const days = join(folder, 'key.days')
    chmodSync(days, 0o755)
    return () => chmodSync(days, 0o700)
  },
  'loads-foreign-font': async () => {
    const sheet = join(folder, 'dist/assets/font.css')
    writeFileSync(sheet, '@font-face { font-family: X; src: url(https://fonts.example/x.woff2) }')
    return () => rmSync(sheet)
  },
  'keeps-withdrawn-seat': async () => {
    const seat = `(select consent_id from participant where id = '${own.admitted}')`
    await sql`update consent set withdrawn_at = ${later(-61_000)} where id = ${sql.raw(seat)}`.execute(server.db)
    return () => run(`update consent set withdrawn_at = null where id = ${seat}`)
  },
}

/** The state that the public page shows for a promise. */
async function shown(promise: PromiseId): Promise<string | undefined> {
  const { body } = await server.browser().send({ method: 'GET', url: '/nachweis' })
  return new RegExp(`<article id="${promise}"[^>]* class="(\\w+)"`).exec(body)?.[1]
}

const promiseOf = (saboteur: SaboteurId): PromiseId =>
  (Object.entries<PolicyPromise>(promises) as [PromiseId, PolicyPromise][]).find(
    ([, { proof }]) => proof === saboteurs[saboteur].breaks,
  )![0]

const table = (Object.keys(saboteurs) as SaboteurId[]).map((id) => [promiseOf(id), id, saboteurs[id].plants] as const)

test.each(table.toSorted(([a], [b]) => a.localeCompare(b)))(
  '%s turns red within one cycle after %s (%s), and green again',
  async (promise, saboteur) => {
    await server.app.proof.cycle('all')
    expect(await shown(promise)).toBe('holds')
    const undo = await plants[saboteur]()
    await server.app.proof.cycle('all')
    expect(await shown(promise)).toBe('violated')
    await undo()
    await server.app.proof.cycle('all')
    expect(await shown(promise)).toBe('holds')
  },
)

test('with nothing planted every promise holds', async () => {
  await server.app.proof.cycle('all')
  const { body } = await server.browser().send({ method: 'GET', url: '/nachweis' })
  expect(
    [...body.matchAll(/<article id="(P\d\d)"[^>]* class="(\w+)"/g)].map(([, id, state]) => `${id} ${state}`),
  ).toEqual(Object.keys(promises).map((id) => `${id} holds`))
})
