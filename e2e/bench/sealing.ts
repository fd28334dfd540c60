import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { accountById, emailIndex, placeOf, type SealedField, userNameIndex } from '../../server/src/accounts/queries.ts'
import type { Base, Tx } from '../../server/src/base/base.ts'
import { createSubjectKey } from '../../server/src/base/keys.ts'
import { sealColumn } from '../../server/src/base/seal.ts'
import { type Figure, median } from './figures.ts'
import { seconds, withInstallation } from './installation.ts'

const accounts = 1_000
const rounds = 5

interface Person {
  readonly id: string
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly userName: string
  readonly password: string
}

const people = (): Person[] =>
  Array.from({ length: accounts }, (_, index) => ({
    id: uuid(),
    firstName: `Vorname ${index}`,
    lastName: `Nachname ${index}`,
    email: `person.${index}@beispiel.example`,
    userName: `person.${index}`,
    // As long as the hash of a password; to compute one takes longer than all the rest and is not what is measured.
    password: '$argon2id$v=19$m=19456,t=2,p=1$'.padEnd(97, 'x'),
  }))

/** The row of an account as registration writes it: a key of its own, five boxes, two blind indexes. */
async function insertSealed(base: Base, tx: Tx, person: Person): Promise<void> {
  const { id } = person
  const place = { column: 'account_key.wrapped', row: id, subject: id } as const
  const { key, wrapped } = createSubjectKey(base.keys, base.random, place)
  const seal = <F extends SealedField>(field: F, text: string) => sealColumn(placeOf(id, field), key, text)
  const now = base.clock.now()
  await tx
    .insertInto('account')
    .values({
      id,
      state: 'active',
      role: 'counsellor',
      first_name: seal('first_name', person.firstName),
      last_name: seal('last_name', person.lastName),
      email: seal('email', person.email),
      user_name: seal('user_name', person.userName),
      password: seal('password', person.password),
      email_index: emailIndex(base, person.email),
      user_name_index: userNameIndex(base, person.userName),
      created_at: now,
      seen_at: now,
    })
    .execute()
  await tx.insertInto('account_key').values({ account_id: id, wrapped, created_at: now }).execute()
}

/** The same account in plain columns, with the same two look-ups. */
const createPlain = sql`
  create table plain_account (id uuid primary key, state text not null, role text not null, first_name text not null,
    last_name text not null, email text not null unique, user_name text not null unique, password text not null,
    created_at timestamptz not null, seen_at timestamptz not null)`

const insertPlain = (now: Date, tx: Tx, { id, firstName, lastName, email, userName, password }: Person) =>
  sql`
    insert into plain_account (id, state, role, first_name, last_name, email, user_name, password, created_at, seen_at)
    values (${id}, 'active', 'counsellor', ${firstName}, ${lastName}, ${email}, ${userName}, ${password}, ${now}, ${now})
  `.execute(tx)

interface Round {
  readonly sealedWrite: number
  readonly plainWrite: number
  readonly sealedRead: number
  readonly plainRead: number
}

/** Each account by statements of its own, in one transaction, so that the disk does not hide the difference. */
async function play(base: Base): Promise<Round> {
  const { db, clock } = base
  const all = people()
  const writeAll = (write: (tx: Tx, person: Person) => Promise<unknown>) =>
    seconds(() =>
      db.transaction().execute(async (tx) => {
        for (const person of all) await write(tx, person)
      }),
    )
  const plainWrite = await writeAll((tx, person) => insertPlain(clock.now(), tx, person))
  const sealedWrite = await writeAll((tx, person) => insertSealed(base, tx, person))
  const readAll = (read: (id: string) => Promise<unknown>) =>
    seconds(async () => {
      for (const { id } of all) await read(id)
    })
  const plainRead = await readAll((id) => sql`select * from plain_account where id = ${id}`.execute(db))
  const sealedRead = await readAll((id) => accountById(base, db, id))
  await sql`truncate plain_account`.execute(db)
  await db.deleteFrom('account_key').execute()
  await db.deleteFrom('account').execute()
  return { sealedWrite, plainWrite, sealedRead, plainRead }
}

/** Writes and reads accounts as the product does, beside the same in plain columns, in turns. */
export function measureSealing(): Promise<Figure[]> {
  return withInstallation(async (base) => {
    await createPlain.execute(base.db)
    await play(base)
    const played: Round[] = []
    for (let round = 0; round < rounds; round++) played.push(await play(base))
    return [
      compare(played, { name: `writing ${accounts} accounts`, sealed: 'sealedWrite', plain: 'plainWrite' }),
      compare(played, { name: `reading ${accounts} accounts`, sealed: 'sealedRead', plain: 'plainRead' }),
    ]
  })
}

function compare(played: readonly Round[], of: { name: string; sealed: keyof Round; plain: keyof Round }): Figure {
  const each = (key: keyof Round) => `${((1e6 * median(played.map((round) => round[key]))) / accounts).toFixed(0)} µs`
  return {
    name: `${of.name}, sealed ÷ plain columns`,
    value: median(played.map((round) => round[of.sealed] / round[of.plain])),
    unit: '',
    note: `${each(of.sealed)} and ${each(of.plain)} an account`,
  }
}
