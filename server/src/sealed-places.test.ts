// What the slices really store: every sealed value of a house in use opens at the place the register gives it, and at no other.
import { createSecretKey, type KeyObject } from 'node:crypto'
import { join } from 'node:path'
import { sql } from 'kysely'
import { generateSync, ScureBase32Plugin } from 'otplib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as accounts from '@vieraugen/protocol/http/accounts.ts'
import * as meetings from '@vieraugen/protocol/http/meetings.ts'
import { askForRight } from '@vieraugen/protocol/http/rights.ts'
import { beginApp, finishApp } from '@vieraugen/protocol/http/second-factor.ts'
import { subjectKeyOf } from './accounts/queries.ts'
import { openContentKeys } from './base/content-keys.ts'
import type { Sealed } from './base/db/sealed.ts'
import type { SealedColumn } from './base/db/tables.ts'
import { sealedPlaces } from './base/rotation.ts'
import { openColumn, type Place } from './base/seal.ts'
import { appendEntry } from './relay/commands.ts'
import { answerRequest, extendRequest } from './rights/commands.ts'
import { anna, createTestApp, type Person, type TestApp } from './test-app.ts'

interface Box {
  readonly place: Place
  readonly box: Sealed<SealedColumn>
  readonly key: KeyObject
}

const boris: Person = { ...anna, firstName: 'Boris', email: 'boris@beispiel.example', userName: 'boris.b' }
const operator = '00000000-0000-8000-8000-000000000001'

let server: TestApp
let stored: Map<SealedColumn, Box[]>
beforeAll(async () => {
  server = await createTestApp()
  for (const [index, person] of [anna, boris].entries()) await live(person, `192.0.2.${index + 1}`)
  // Its last act is to write down the requests it still remembers.
  await server.app.close()
  stored = await collect()
}, 60_000)
afterAll(() => server.close())

/** A person who uses everything that leaves something sealed. */
async function live(person: Person, ip: string): Promise<void> {
  const { db } = server
  const browser = await server.signedIn(person)
  const { password } = person
  const now = server.clock.now()
  const plan = { beginsAt: now.toISOString(), minutes: 50, note: `Notiz von ${person.firstName}` }
  const { id } = await browser.call(meetings.planMeeting, plan)
  await browser.call(meetings.openMeeting, {}, { id })
  for (const text of ['eins', 'zwei'])
    await appendEntry(server, { meetingId: id, sender: operator, box: Buffer.from(`${person.userName} ${text}`) })
  await browser.call(accounts.changeEmail, { email: `neu.${person.email}`, password, language: 'de' })
  const { secret } = await browser.call(beginApp, { password })
  const code = generateSync({ secret, base32: new ScureBase32Plugin(), epoch: now.getTime() / 1000 })
  await browser.call(finishApp, { name: 'Telefon', code })
  const { number } = await browser.call(askForRight, { kind: 'access', text: `Bitte an ${person.firstName}` })
  const emailOf = () => Promise.resolve(null)
  const handled = { ...server, emailOf }
  await extendRequest(handled, { number, by: operator, reason: `Urlaub, ${person.firstName}` })
  await answerRequest(handled, { number, by: operator, answer: `Liebe ${person.firstName}` })
  await server.browser(ip).send({ method: 'GET', url: '/api/site' })
  expect(await db.selectFrom('outbox').select('id').execute()).not.toEqual([])
}

const rows = async (table: string) =>
  (await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(server.db)).rows

/** Every sealed value there is, with the place and the key that the register says it has. */
async function collect(): Promise<Map<SealedColumn, Box[]>> {
  const found = new Map<SealedColumn, Box[]>()
  const add = (place: Place, box: unknown, key: KeyObject | null) => {
    if (!key) throw new Error(`${place.column} has no key`)
    if (box !== null) found.set(place.column, [...(found.get(place.column) ?? []), { place, box: box as never, key }])
  }
  for (const at of sealedPlaces('account'))
    for (const row of await rows(at.table)) {
      const subject = String(row[at.ownerColumn])
      if (row[at.name] === null) continue
      add(
        { column: at.column, row: String(row[at.rowColumn]), subject },
        row[at.name],
        await subjectKeyOf(server, server.db, subject),
      )
    }
  for (const at of sealedPlaces('installation'))
    for (const row of await rows(at.table)) {
      const id = String(row[at.rowColumn])
      const subject = at.column === 'outbox.message' ? 'outbox' : id
      add({ column: at.column, row: id, subject }, row[at.name], server.keys.installation)
    }
  for (const row of await rows('room_event')) {
    const subject = String(row['meeting_id'])
    const place = { column: 'room_event.box', row: `${subject}/${String(row['seq'])}`, subject } as const
    add(place, row['box'], await server.contentKeys.load(subject))
  }
  const days = await openContentKeys(join(`${server.config.keyFile}.days`), server.random)
  for (const row of await rows('address_seen')) {
    const subject = String(row['day'])
    add({ column: 'address_seen.address', row: String(row['id']), subject }, row['address'], await days.load(subject))
  }
  return found
}

const opens = ({ place, box, key }: Box): boolean => {
  try {
    openColumn(place, key, box)
    return true
  } catch {
    return false
  }
}
const swapped = (one: Box, other: Box, take: (other: Box) => Partial<Box>): boolean => opens({ ...one, ...take(other) })

describe('of the values that a house in use has stored', () => {
  test('every sealed column of the register is among them, twice at least', () => {
    const every = [...sealedPlaces('account'), ...sealedPlaces('installation')].map(({ column }) => column)
    const missing = [...every, 'room_event.box', 'address_seen.address'].filter(
      (column) => (stored.get(column as SealedColumn)?.length ?? 0) < 2,
    )
    expect(missing).toEqual([])
  })

  test('each opens at its own place', () => {
    const shut = [...stored.values()].flat().filter((box) => !opens(box))
    expect(shut.map(({ place }) => place)).toEqual([])
  })

  test('none opens in another row of its column, with its own key or with that of the row', () => {
    for (const boxes of stored.values())
      for (const one of boxes)
        for (const other of boxes.filter((candidate) => candidate !== one)) {
          expect([one.place, swapped(one, other, ({ place }) => ({ place }))]).toEqual([one.place, false])
          expect([one.place, swapped(one, other, ({ place, key }) => ({ place, key }))]).toEqual([one.place, false])
        }
  })

  test('none opens in another column, of its own row or of any', () => {
    const all = [...stored.values()].flat()
    for (const one of all)
      for (const other of all.filter(({ place }) => place.column !== one.place.column)) {
        const column = other.place.column
        expect([one.place, column, opens({ ...one, place: { ...one.place, column } })]).toEqual([
          one.place,
          column,
          false,
        ])
        expect([one.place, column, opens({ ...one, place: other.place, key: other.key })]).toEqual([
          one.place,
          column,
          false,
        ])
      }
  })

  test('none opens with another key, changed in one bit, or cut', () => {
    const strange = createSecretKey(server.random(32))
    for (const one of [...stored.values()].flat()) {
      const changed = Buffer.from(one.box)
      changed.writeUInt8(changed.readUInt8(changed.length - 20) ^ 1, changed.length - 20)
      for (const broken of [
        { ...one, key: strange },
        { ...one, box: changed as never },
        { ...one, box: one.box.subarray(0, -12) as never },
      ])
        expect([one.place, opens(broken)]).toEqual([one.place, false])
    }
  })
})
