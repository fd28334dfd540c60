// Lists the installation's keys and asks for their renewal, while the server runs or not:
//   node server/src/keys.ts [controller | accounts | index]
import { askForKeys } from './admin/commands.ts'
import { operator } from './base/audit.ts'
import type { Db } from './base/base.ts'
import { systemClock } from './base/clock.ts'
import { withDatabase } from './base/installation.ts'
import { type KeysAtRest, keysAtRest, type RenewalLevel } from './base/rotation.ts'
import { ConfigError, readProcessConfig } from './config.ts'

const levels: readonly RenewalLevel[] = ['controller', 'accounts', 'index']

function levelOf(wish: string | undefined): RenewalLevel | undefined {
  const level = levels.find((one) => one === wish)
  if (wish !== undefined && !level) throw new ConfigError(`Say which keys: ${levels.join(', ')}.`)
  return level
}

function sentences({ keys, renewals, accounts }: KeysAtRest): string[] {
  const day = (moment: Date) => moment.toISOString().slice(0, 10)
  return [
    ...keys.map(
      ({ purpose, version, holder, created_at, retired_at }) =>
        `${purpose} ${version}, since ${day(created_at)}${retired_at ? `, retired ${day(retired_at)}` : ''}, held by ${holder}`,
    ),
    ...renewals.map(
      ({ level, asked_at, finished_at }) =>
        `renewal of ${level}: asked for ${day(asked_at)}, ${finished_at ? `finished ${day(finished_at)}` : 'going on'}`,
    ),
    ...(accounts.old > 0 ? [`accounts still to be renewed: ${accounts.old} of ${accounts.all}`] : []),
  ]
}

async function perform(db: Db, level: RenewalLevel | undefined): Promise<void> {
  if (level) await askForKeys({ db, clock: systemClock }, level, operator)
  for (const line of sentences(await keysAtRest(db))) process.stdout.write(`${line}\n`)
  if (level) process.stdout.write('The running server begins within a minute.\n')
}

async function main(): Promise<void> {
  const level = levelOf(process.argv[2])
  await withDatabase(readProcessConfig(), (db) => perform(db, level))
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'The keys cannot be read.'}\n`)
  process.exitCode = 1
})
