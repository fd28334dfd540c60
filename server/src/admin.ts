// How the first administrator comes to be, and who else may administer, while the server runs or not:
//   node server/src/admin.ts [grant | dpo | revoke]
// Without a word it prints a link with which one person may register as an administrator. With one, the user name or e-mail
// address of an account comes from standard input: arguments can be seen by everybody on the machine.
import { text } from 'node:stream/consumers'
import { Fail, type FailureCode } from '@vieraugen/protocol/errors.ts'
import type { Role } from '@vieraugen/protocol/shapes.ts'
import { accountByLogin } from './accounts/queries.ts'
import { operator } from './base/audit.ts'
import { type Opened, withOpenKeys } from './base/installation.ts'
import { ConfigError, readProcessConfig } from './config.ts'
import { changeRole, inviteInto } from './staff/commands.ts'

const usage =
  'Say nothing for a link to register as administrator; or grant (administrator), dpo (data protection officer) or revoke ' +
  '(counsellor again), and give the user name or e-mail address of the account on standard input.'

const roles: Readonly<Record<string, Role>> = { grant: 'administrator', dpo: 'dpo', revoke: 'counsellor' }

const refusals: Partial<Record<FailureCode, string>> = {
  'not-found': 'There is no account with this user name or e-mail address that is confirmed and approved.',
  outdated: 'Nothing was changed: the account has this role already, or is not confirmed and approved yet.',
  'last-administrator': 'Nothing was changed: this is the last administrator. Make another one first.',
}

async function inviteAdministrator(opened: Opened): Promise<readonly string[]> {
  const { link, expiresAt } = await inviteInto(opened, { by: operator, role: 'administrator' })
  return [
    'Whoever opens this link may register as administrator, once:',
    link,
    `It is valid until ${expiresAt.toISOString().slice(0, 10)} and is shown only here. Give it to nobody else.`,
  ]
}

async function give(opened: Opened, role: Role, login: string): Promise<readonly string[]> {
  const found = await accountByLogin(opened, opened.db, login)
  if (!found) throw new Fail('not-found')
  await changeRole(opened, { actor: operator, accountId: found.row.id, role })
  return [`The account has the role ${role} now. Its person is told by mail.`]
}

async function loginFrom(input: NodeJS.ReadStream): Promise<string> {
  if (input.isTTY) process.stderr.write('Write the user name or e-mail address; a line with Ctrl-D ends it.\n')
  const login = (await text(input)).trim()
  if (login) return login
  throw new ConfigError(usage)
}

async function perform([name, ...rest]: readonly string[]): Promise<readonly string[]> {
  const role = name !== undefined && Object.hasOwn(roles, name) ? roles[name] : undefined
  if (rest.length > 0 || (name !== undefined && !role)) throw new ConfigError(usage)
  const config = readProcessConfig()
  // Read before anything is opened, so that nothing stays open while a human writes.
  const login = role ? await loginFrom(process.stdin) : ''
  let lines: readonly string[] = []
  await withOpenKeys(config, async (opened) => {
    lines = role ? await give(opened, role, login) : await inviteAdministrator(opened)
  }).catch((error: unknown) => {
    const refusal = error instanceof Fail ? refusals[error.code] : undefined
    throw refusal ? new ConfigError(refusal) : error
  })
  return lines
}

await perform(process.argv.slice(2)).then(
  (lines) => process.stdout.write(`${lines.join('\n')}\n`),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : 'The accounts cannot be read.'}\n`)
    process.exitCode = 1
  },
)
