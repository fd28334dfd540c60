// Practises a restore, while the server runs or not: brings a copy that was put back up to date as a start would, looks whether
// it keeps the promises, and writes into the chain of the proof that it did.
//   node server/src/restore-drill.ts 'postgres://vieraugen@/vieraugen_drill?host=/var/run/postgresql'
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { periods } from '@vieraugen/policy/periods.ts'
import type { ProofId } from '@vieraugen/policy/proofs.ts'
import { accountById } from './accounts/queries.ts'
import { ownersOfRows } from './app.ts'
import type { Base, Db } from './base/base.ts'
import { systemRandom } from './base/clock.ts'
import { openContentKeys } from './base/content-keys.ts'
import { openDatabase } from './base/db/database.ts'
import { migrate } from './base/db/migrate.ts'
import { openErasureLedger } from './base/erasure-ledger.ts'
import { type Opened, withOpenKeys } from './base/installation.ts'
import { createLimits } from './base/limits.ts'
import { silentLog } from './base/log.ts'
import { createOutbox } from './base/mail.ts'
import { openCards } from './base/operator-card.ts'
import { ConfigError, readProcessConfig } from './config.ts'
import { appendDrill, installProofs } from './proof/commands.ts'
import { installationSigner } from './proof/rules.ts'
import { copiedAt, lookAt } from './proof/queries.ts'
import { createDeletion, endMeetingsOf } from './retention/commands.ts'
import { catchUp } from './retention/jobs.ts'
import { accountIds } from './retention/queries.ts'

/** What a copy must keep once it is up to date. The others look at a server that answers, or at people who act. */
const checks = [
  'columns-registered',
  'accounts-with-consent',
  'ended-without-data',
  'values-sealed',
  'rows-in-time',
] as const

/** True when both lead to one database: what is locked in one is locked in the other. */
async function isSame(one: Db, other: Db): Promise<boolean> {
  return one.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(86413, 5)`.execute(tx)
    const { rows } = await sql<{ free: boolean }>`select pg_try_advisory_xact_lock(86413, 5) as free`.execute(other)
    return rows[0]?.free !== true
  })
}

/** The copy as a server would have it that starts on another machine: the keys of meetings are not there, the ledger is. */
async function baseOf(copy: Opened, db: Db, folder: string): Promise<Base> {
  const { config, clock } = copy
  const ledger = join(folder, 'ledger')
  // A ledger of its own: what the drill deletes was not deleted for people.
  if (existsSync(config.erasureLedger)) copyFileSync(config.erasureLedger, ledger)
  return {
    ...copy,
    db,
    cards: await openCards({ config, db, clock }),
    contentKeys: await openContentKeys(join(folder, 'keys'), systemRandom),
    ledger: openErasureLedger(ledger, { clock, random: systemRandom }),
    outbox: createOutbox(copy),
    limits: createLimits(clock, systemRandom),
    log: silentLog,
  }
}

/** Does what a start does before it lets anybody in; nobody is told and no mail leaves. */
async function bringUpToDate(base: Base): Promise<void> {
  const deletion = createDeletion(base, { ended: () => undefined, deleted: () => undefined })
  const owners = ownersOfRows(base, { end: endMeetingsOf, finish: deletion.finishEnded })
  await catchUp(base, deletion, owners)
  await deletion.settled()
}

/** What is wrong with a copy that is up to date, in words. */
async function faultsOf(base: Base): Promise<string[]> {
  await installProofs(base)
  const faults: string[] = []
  for (const id of await accountIds(base.db)) {
    const opened = await accountById(base, base.db, id).catch(() => null)
    if (!opened) faults.push('an account cannot be opened')
    if (base.ledger.has('account', id)) faults.push('an account that was deleted is back')
  }
  for (const check of checks satisfies readonly ProofId[]) {
    const { bad } = await lookAt(base, check)
    if (bad > 0) faults.push(`the check ${check} counts ${bad}`)
  }
  return faults
}

/**
 * Practises on `copy`, a restored copy that may be changed, and notes success in the chain of `live`. Answers what is to be
 * told. Throws a `ConfigError` that says what is wrong; then nothing is noted.
 */
export async function practise(live: Opened, copy: Opened, db: Db): Promise<string> {
  const made = await copiedAt(live.db, db)
  if (!made) throw new ConfigError('This is no copy of this installation, or one from before its proof had an entry.')
  const days = Math.floor((live.clock.now().getTime() - made.getTime()) / 86_400_000)
  if (days > periods.backup / 86_400) throw new ConfigError(`This copy is ${days} days old: it should be gone already.`)
  const folder = mkdtempSync(join(tmpdir(), 'vieraugen-drill-'))
  try {
    const base = await baseOf(copy, db, folder)
    await bringUpToDate(base)
    const faults = [...new Set(await faultsOf(base))]
    if (faults.length > 0) throw new ConfigError(`The restored copy is not as it should be: ${faults.join('; ')}.`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  await appendDrill(live, installationSigner(live))
  return `The restore worked: a copy of ${made.toISOString().slice(0, 10)}, ${checks.length} checks. Noted in the proof.`
}

async function main(url: string | undefined): Promise<string> {
  if (!url || !URL.canParse(url))
    throw new ConfigError('Name the database into which the copy was restored: postgres://user@/name?host=folder.')
  const config = readProcessConfig()
  const restored = { ...config, databaseUrl: url }
  let told = ''
  await withOpenKeys(config, async (live) => {
    const db = openDatabase(url)
    try {
      if (await isSame(live.db, db)) throw new ConfigError('This is the database in use. Name the restored copy.')
      await migrate(db)
      await withOpenKeys(restored, async (copy) => {
        told = await practise(live, copy, db)
      })
    } finally {
      await db.destroy()
    }
  })
  return told
}

if (import.meta.main) {
  await main(process.argv[2]).then(
    (told) => process.stdout.write(`${told}\n`),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : 'The copy cannot be opened.'}\n`)
      process.exitCode = 1
    },
  )
}
