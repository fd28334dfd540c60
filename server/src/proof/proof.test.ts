import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { unprovable } from '@vieraugen/policy/promises.ts'
import { silences } from '@vieraugen/policy/proof-sql.ts'
import { exampleCard } from '@vieraugen/policy/texts/example-card.ts'
import * as meetings from '@vieraugen/protocol/http/meetings.ts'
import type { TestBrowser } from '../base/http/test-browser.ts'
import { holdRule } from '../retention/commands.ts'
import { lastRuns } from '../retention/queries.ts'
import { createTestApp, type TestApp } from '../test-app.ts'
import { appendDrill } from './commands.ts'
import { asProver, lookAt } from './queries.ts'
import { installationSigner, publishedProof } from './rules.ts'
import { verifyProof } from './verify.ts'

const day = 24 * 60 * 60 * 1000
let folder: string
let server: TestApp
const cycle = async () => {
  await server.app.proof.settled()
  return server.app.proof.cycle('all')
}
const get = (url: string, headers: Record<string, string> = {}) =>
  server.browser().send({ method: 'GET', url, headers })

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vieraugen-proof-'))
  const { fictitious: _, ...example } = exampleCard
  const card = { ...example, withdrawalEmail: 'widerruf@beratung.example' }
  writeFileSync(join(folder, 'card.json'), JSON.stringify(card))
  writeFileSync(join(folder, 'key'), 'a key', { mode: 0o600 })
  server = await createTestApp({ OPERATOR_CARD: join(folder, 'card.json'), KEY_FILE: join(folder, 'key') })
})
afterEach(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

const breakAColumn = () => sql`alter table meeting add column topic text`.execute(server.db)
const mendIt = () => sql`alter table meeting drop column topic`.execute(server.db)

describe('the role that proves', () => {
  test.each(['account', 'session', 'participant', 'meeting', 'room_event', 'proof_entry', 'rights_request'])(
    'cannot read the table %s',
    async (table) => {
      const reading = asProver(server.db, (tx) => sql`select count(*) from ${sql.id(table)}`.execute(tx))
      await expect(reading).rejects.toMatchObject({ code: '42501' })
    },
  )

  test('cannot write, and cannot take longer than two seconds', async () => {
    const writing = asProver(server.db, (tx) => sql`create table proof.mine (a integer)`.execute(tx))
    await expect(writing).rejects.toMatchObject({ code: '25006' })
    const waiting = asProver(server.db, (tx) => sql`select pg_sleep(5)`.execute(tx))
    await expect(waiting).rejects.toMatchObject({ code: '57014' })
  })
})

describe('a cycle', () => {
  test('looks at what is due, and a check that fails lets the others look and grows stale', async () => {
    await cycle()
    await sql`drop function proof."client-columns"`.execute(server.db)
    server.clock.advance(6 * 60_000)
    expect(server.app.proof.stateOf('P13')).toBe('stale')
    await cycle()
    expect([server.app.proof.stateOf('P13'), server.app.proof.stateOf('P02')]).toEqual(['stale', 'holds'])
    expect(server.lines.some((line) => line.includes('proof client-columns'))).toBe(true)
  })

  test('writes an entry for each change, one a day when nothing changes, and none besides', async () => {
    const entries = async () =>
      (await server.db.selectFrom('proof_entry').select('body').orderBy('number').execute()).map(
        ({ body }) => (JSON.parse(body) as { kind: string }).kind,
      )
    await cycle()
    const begun = await entries()
    expect(begun).toEqual(['checkpoint'])
    await cycle()
    expect(await entries()).toEqual(begun)
    await breakAColumn()
    await cycle()
    await mendIt()
    await cycle()
    await cycle()
    expect(await entries()).toEqual([...begun, 'change', 'change'])
    server.clock.advance(day + 1)
    await cycle()
    expect((await entries()).slice(3)).toContain('checkpoint')
  })

  test('tells the operator of a violation once a day, in words', async () => {
    const told = async () => (await server.mails()).filter(({ subject }) => subject === 'Nachweis: P02 ist verletzt')
    await breakAColumn()
    await cycle()
    await cycle()
    await mendIt()
    await cycle()
    await breakAColumn()
    await cycle()
    const [mail, ...more] = await told()
    expect([mail?.to, more.length]).toEqual([exampleCard.controller.email, 0])
    expect(mail?.text).toContain('/nachweis#P02')
    server.clock.advance(day)
    await cycle()
    expect(await told()).toHaveLength(2)
  })

  test('sees every connection that leaves for somebody who is no recipient', async () => {
    const listener = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
    await new Promise((resolve) => listener.once('listening', resolve))
    const { port } = listener.address() as AddressInfo
    const reach = (host: string) =>
      new Promise<void>((resolve) => {
        const here = [{ address: '127.0.0.1', family: 4 }]
        const socket = connect({ host, port, lookup: (_host, _options, done) => done(null, here) })
        socket
          .once('close', () => resolve())
          .once('error', () => undefined)
          .resume()
      })
    await cycle()
    await reach('localhost')
    const file = join(server.config.dataDir, 'local.sock')
    mkdirSync(server.config.dataDir, { recursive: true })
    const local = createServer((socket) => socket.destroy()).listen(file)
    await new Promise((resolve) => local.once('listening', resolve))
    await new Promise<void>((resolve) =>
      connect(file)
        .once('close', () => resolve())
        .resume(),
    )
    local.close()
    await cycle()
    expect(server.app.proof.stateOf('P18')).toBe('holds')
    await reach('fonts.example')
    await cycle()
    expect(server.app.proof.stateOf('P18')).toBe('violated')
    await cycle()
    expect(server.app.proof.stateOf('P18')).toBe('holds')
    listener.close()
  })
})

describe('a sweeper that stands still breaks the promise of periods though nothing is overdue:', () => {
  const lastAt = (rule: string, secondsAgo: number | null) =>
    secondsAgo === null
      ? sql`delete from retention_run where rule = ${rule}`.execute(server.db)
      : sql`update retention_run set run_at = ${new Date(server.clock.now().getTime() - secondsAgo * 1000)}
          where rule = ${rule}`.execute(server.db)
  const shown = async () => {
    await cycle()
    return server.app.proof.stateOf('P16')
  }

  test('each rule that notes its runs is watched, and no other one notes any', async () => {
    const { rows } = await sql<{ rule: string }>`select rule from retention_run order by rule`.execute(server.db)
    expect(rows.map(({ rule }) => rule)).toEqual(silences.map(([rule]) => rule).toSorted())
  })

  test('whichever rule it is, and also one that never ran', async () => {
    const late = async () => (await lookAt(server, 'rows-in-time')).bad
    for (const [rule, seconds] of silences) {
      await lastAt(rule, seconds - 1)
      expect([rule, await late()]).toEqual([rule, 0])
      await lastAt(rule, seconds)
      expect([rule, await late()]).toEqual([rule, 1])
      await lastAt(rule, null)
      expect([rule, await late()]).toEqual([rule, 1])
      await sql`insert into retention_run values (${rule}, ${server.clock.now()}, 0)`.execute(server.db)
    }
    expect(await shown()).toBe('holds')
  })

  test('and tells since when', async () => {
    await lastAt('mail.waiting', 2 * 3600)
    await cycle()
    expect((await get('/nachweis')).body).toMatch(/id="P16"[\s\S]*?Ältester Eintrag<\/dt><dd>2 Stunden</)
  })

  test('a rule that a law makes the controller hold is carried out all the same', async () => {
    const by = '00000000-0000-8000-8000-000000000001'
    await holdRule(server, { rule: 'consent.client', reason: '§ 35 Abs. 3 BDSG', by })
    server.clock.advance(5 * 60_000)
    const held = async () => (await lastRuns(server)).find(({ rule }) => rule === 'consent.client')?.at
    await expect.poll(held).toEqual(server.clock.now())
    expect(await shown()).toBe('holds')
  })
})

describe('the measures', () => {
  const shown = async () => {
    await cycle()
    return server.app.proof.stateOf('P17')
  }

  test('a practised restore stands in the chain and on the page, and is asked for again after three months', async () => {
    expect(await shown()).toBe('holds')
    expect((await get('/nachweis')).body).toContain('zuletzt geübt</dt><dd>keine Daten<')
    await appendDrill(server, installationSigner(server))
    await sql`update proof_entry set made_at = made_at - interval '40 days'`.execute(server.db)
    expect(await shown()).toBe('holds')
    expect((await get('/nachweis')).body).toContain('zuletzt geübt</dt><dd>vor 40 Tagen<')
    await sql`update proof_entry set made_at = made_at - interval '53 days'`.execute(server.db)
    expect(await shown()).toBe('violated')
    await appendDrill(server, installationSigner(server))
    expect(await shown()).toBe('holds')
  })

  test('are tried without counting, blocking or recording anybody', async () => {
    for (let round = 0; round < 3; round++) await cycle()
    await server.app.close()
    const { rows } = await sql<{ rows: string }>`select (select count(*) from attack_block)
      + (select count(*) from request_record) + (select count(*) from address_seen) as rows`.execute(server.db)
    expect(rows[0]?.rows).toBe('0')
    await expect(server.limits.take('sign-in', '127.0.0.1')).resolves.toBeUndefined()
  })
})

test('an IP address that stays past its period breaks its promise, and its age is told', async () => {
  const keep = (days: number) => {
    const seen = new Date(server.clock.now().getTime() - days * day)
    return sql`insert into address_seen (id, day, network, address, seen_at) values
      (gen_random_uuid(), ${seen.toISOString().slice(0, 10)}, '\\x00', '\\x00', ${seen})`.execute(server.db)
  }
  await keep(3)
  await cycle()
  expect(server.app.proof.stateOf('P09')).toBe('holds')
  expect((await get('/nachweis')).body).toMatch(/id="P09"[\s\S]*?Ältester Eintrag<\/dt><dd>3 Tage</)
  await keep(8)
  await cycle()
  expect(server.app.proof.stateOf('P09')).toBe('violated')
})

describe('content that stays behind', () => {
  let browser: TestBrowser
  const plan = () =>
    browser.call(meetings.planMeeting, { beginsAt: server.clock.now().toISOString(), minutes: 50, note: '' })

  test('stops new meetings after five minutes, lets running ones go on, and ends with its cause', async () => {
    browser = await server.signedIn()
    const [open, planned, over] = [await plan(), await plan(), await plan()]
    await browser.call(meetings.openMeeting, {}, { id: open.id })
    await sql`update meeting set state = 'verified', ended_at = ${server.clock.now()}, note = null
      where id = ${over.id}`.execute(server.db)
    await sql`delete from invitation where meeting_id = ${over.id}`.execute(server.db)
    await sql`insert into room_event values (${over.id}, 1, ${over.id}, '\\x00', now())`.execute(server.db)
    await cycle()
    expect(server.app.proof.stateOf('P08')).toBe('violated')
    await plan()
    server.clock.advance(5 * 60_000)
    await cycle()

    await expect(plan()).rejects.toThrow('meetings-stopped')
    await expect(browser.call(meetings.openMeeting, {}, { id: planned.id })).rejects.toThrow('meetings-stopped')
    const entry = { secret: planned.invitation ?? '', language: 'de' as const, ticks: await server.ticks('client') }
    await expect(server.browser().call(meetings.enterWaitingRoom, entry)).rejects.toThrow('meetings-stopped')
    await browser.call(meetings.openMeeting, {}, { id: open.id })
    expect((await get('/nachweis')).body).toContain('Zurzeit beginnen keine neuen Gespräche')

    await sql`delete from room_event`.execute(server.db)
    await cycle()
    await browser.call(meetings.openMeeting, {}, { id: planned.id })
  })
})

describe('the page', () => {
  test('has all promises in both languages, without cookie, script or a foreign host', async () => {
    await cycle()
    for (const [url, headers, language, word] of [
      ['/nachweis', {}, 'de', 'Was sich nicht beweisen lässt'],
      ['/nachweis?sprache=en', {}, 'en', 'What cannot be proven'],
      ['/nachweis', { 'accept-language': 'en-GB,en;q=0.9' }, 'en', 'What cannot be proven'],
      ['/nachweis?sprache=de', { 'accept-language': 'en' }, 'de', 'Was sich nicht beweisen lässt'],
      ['/nachweis/?sprache=xx', {}, 'de', 'Was sich nicht beweisen lässt'],
    ] as const) {
      const { statusCode, headers: answered, body } = await get(url, headers)
      expect([statusCode, answered['set-cookie'], answered['cache-control']]).toEqual([200, undefined, 'no-store'])
      expect(body.match(/<article id="P\d\d"/g)).toHaveLength(19)
      expect(body).toContain(`<html lang="${language}">`)
      expect(body).toContain(word)
      expect(body).not.toMatch(/<script|https?:\/\/|style=/)
      for (const text of unprovable) expect(body).toContain(text[language])
    }
  })

  test('says „keine Daten“ before anybody looked, and where the keys of meetings lie', async () => {
    const { body } = await get('/nachweis')
    expect(body.match(/class="none"/g)).toHaveLength(19)
    const place = server.contentKeys.place.memory ? 'nur im Arbeitsspeicher' : 'in einem Ordner auf dem Datenträger'
    expect(body).toContain(place)
  })

  test('tells small numbers as ranges only', async () => {
    await server.signedIn()
    await cycle()
    const { body } = await get('/nachweis')
    const accounts = /<article id="P04"[\s\S]*?<\/article>/.exec(body)?.[0]
    expect(accounts).toContain('unter 10 (Konten)')
    expect(accounts).toContain('<dt>Verstöße</dt><dd>0</dd>')
  })

  test('leads to the confirmation of a deletion', async () => {
    const id = '0198aaaa-0000-7000-8000-000000000000'
    const { statusCode, headers } = await get(`/nachweis?sprache=de&gespraech=${id.toUpperCase()}`)
    expect([statusCode, headers['location']]).toEqual([303, `/ende/${id}`])
    const wrong = await get('/nachweis?gespraech=%3Cb%3E')
    expect([wrong.statusCode, wrong.headers['location']]).toEqual([200, undefined])
    expect(wrong.body).toContain('Die Kennung hat 36 Zeichen')
    expect(wrong.body).not.toContain('<b>')
  })
})

describe('the data', () => {
  test('can be verified by anybody, and not after any change', async () => {
    await cycle()
    await breakAColumn()
    await cycle()
    const { body, headers } = await get('/nachweis.json')
    expect([headers['set-cookie'], verifyProof(body)]).toEqual([undefined, []])
    const given = publishedProof.parse(JSON.parse(body))
    expect(given.statement.promises.find(({ promise }) => promise === 'P02')?.state).toBe('violated')

    const lied = structuredClone(given)
    for (const line of lied.statement.promises) line.state = 'holds'
    expect(verifyProof(JSON.stringify(lied))).toEqual(['the signature of the statement is wrong'])
    expect(verifyProof(JSON.stringify({ ...given, chain: given.chain.slice(0, -1) }))).not.toEqual([])
    expect(verifyProof(body, { key: 'another' })).toEqual(['the public key is another one than expected'])
  })

  test('shows a chain that was written anew to whoever kept an older copy', async () => {
    await cycle()
    const older = (await get('/nachweis.json')).body
    await sql`delete from proof_entry`.execute(server.db)
    await breakAColumn()
    await cycle()
    const newer = (await get('/nachweis.json')).body
    expect(verifyProof(newer)).toEqual([])
    expect(verifyProof(newer, { older })).toEqual(['entry 1 is another one than in the older copy'])
  })
})
