// Two invented people with known passwords, so that a meeting can be tried at once: for a machine of one's own, never for
// an installation with a mail server.
import type { Ticks } from '@vieraugen/protocol/shapes.ts'
import { confirmEmail, type Given } from './accounts/commands.ts'
import { holderOfEmail } from './accounts/queries.ts'
import { operator } from './base/audit.ts'
import { openInstallation } from './base/installation.ts'
import { silentLog } from './base/log.ts'
import { waitingMails } from './base/mail.ts'
import { Passwords } from './base/passwords.ts'
import { ConfigError, readProcessConfig } from './config.ts'
import { boxesNow } from './consents/queries.ts'
import { register } from './registration/commands.ts'
import { inviteInto } from './staff/commands.ts'

const password = 'Seerose am Gartenteich 7'
const people = [
  { firstName: 'Anna', lastName: 'Beraterin', email: 'anna@beispiel.example', userName: 'anna' },
  { firstName: 'Bernd', lastName: 'Berater', email: 'bernd@beispiel.example', userName: 'bernd' },
]

/** Registers and confirms a person as the pages do; answers false when the person is there already. */
async function seed(given: Given, person: (typeof people)[number]): Promise<boolean> {
  if (await holderOfEmail(given, given.db, person.email)) return false
  const ticks = Object.fromEntries(boxesNow(given, 'counsellor', 'de').map(({ key, hash }) => [key, hash])) as Ticks
  // Invited people register whatever the way to register is.
  const { link } = await inviteInto(given, { by: operator, role: 'counsellor' })
  await register(given, { ...person, password, language: 'de', ticks, invitation: link.slice(-43) })
  const mail = (await waitingMails(given)).find(({ to }) => to === person.email)
  await confirmEmail(given, /#([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? '')
  return true
}

async function main(): Promise<void> {
  const config = readProcessConfig()
  if (config.smtp || !config.loopback)
    throw new ConfigError(
      'Invented people are for this machine alone: not with SMTP_URL, and not with a public PUBLIC_URL.',
    )
  const { base, close } = await openInstallation(config, silentLog)
  try {
    const given = { ...base, passwords: new Passwords(base.keys) }
    for (const person of people) await seed(given, person)
  } finally {
    await close()
  }
  const names = people.map(({ userName }) => userName).join(' or ')
  process.stdout.write(`Sign in as ${names} with the password: ${password}\n`)
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'The people could not be made.'}\n`)
  process.exitCode = 1
})
