import { join } from 'node:path'
import { generateSync, ScureBase32Plugin } from 'otplib'
import pg from 'pg'
import type { Page } from 'playwright-core'
import type { Lab } from './lab.ts'
import { until } from './media-probe.ts'
import type { Counsellor } from './people.ts'

/** An authenticator app as it lies on somebody's phone. */
export interface Authenticator {
  readonly secret: string
  readonly recoveryCodes: readonly string[]
  /** A code that was not used yet. Waits for the next one when there is none (30 seconds at most). */
  code(): Promise<string>
}

const base32 = new ScureBase32Plugin()
const stepNow = () => Math.floor(Date.now() / 30_000)

/** Begins with the code of the step before the present one. */
function authenticator(secret: string): Omit<Authenticator, 'recoveryCodes'> {
  let last = stepNow() - 2
  return {
    secret,
    async code() {
      // The server takes one step to either side, and each step once: three codes are good at any time.
      await until('a new code', async () => last < stepNow() + 1)
      last = Math.max(last + 1, stepNow() - 1)
      return generateSync({ secret, base32, epoch: last * 30 })
    },
  }
}

/** Sets up an authenticator app through the screens of the account. The recovery codes are kept, if it was the first factor. */
export async function setUpApp({ page, password }: Counsellor, name = 'Telefon'): Promise<Authenticator> {
  await page.goto('/konto')
  await page.getByRole('button', { name: 'Authenticator-App einrichten' }).click()
  const dialog = page.getByRole('dialog', { name: 'Authenticator-App einrichten' })
  await dialog.getByRole('textbox', { name: 'Jetziges Passwort' }).fill(password)
  await dialog.getByRole('button', { name: 'Weiter' }).click()
  const shown = await dialog.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).innerText()
  const app = authenticator(shown.replaceAll(/\s/g, ''))
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('Einmalcode').fill(await app.code())
  await dialog.getByRole('button', { name: 'App verbinden' }).click()
  await dialog.waitFor({ state: 'detached' })
  return { ...app, recoveryCodes: await keepRecoveryCodes(page) }
}

/** Reads the recovery codes and goes on; none where they are not shown. */
export async function keepRecoveryCodes(page: Page): Promise<string[]> {
  const heading = page.getByRole('heading', { name: 'Wiederherstellungs-Codes' })
  await heading.or(page.getByText(/^(Die Authenticator-App|Der Passkey) ist eingerichtet\.$/)).waitFor()
  if (!(await heading.isVisible())) return []
  const codes = await page
    .locator('main')
    .getByText(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/)
    .allInnerTexts()
  await page.getByRole('button', { name: 'Ich habe die Codes aufgehoben' }).click()
  await page.getByRole('heading', { name: 'Konto', exact: true }).waitFor()
  return codes
}

/** Login and password; then the second factor is asked for. */
export async function giveLogin({ page, userName, password }: Counsellor): Promise<void> {
  await page.goto('/anmelden')
  await page.getByLabel('Benutzername oder E-Mail-Adresse').fill(userName)
  await page.getByRole('textbox', { name: 'Passwort', exact: true }).fill(password)
  await page.getByRole('button', { name: 'Anmelden' }).click()
  await page.getByRole('heading', { name: 'Zweiter Faktor' }).waitFor()
}

/** Signs in with the password and a code of the app; ends where counsellors begin their day. */
export async function signInStrongly(person: Counsellor, app: Authenticator): Promise<void> {
  await giveLogin(person)
  await person.page.getByLabel('Einmalcode').fill(await app.code())
  await person.page.getByRole('button', { name: 'Anmelden' }).click()
  await person.page.getByRole('heading', { name: 'Meine Gespräche' }).waitFor()
}

/** Answers the dialog that asks for a fresh proof before something grave. */
export async function proveAgain({ page }: Counsellor, app: Authenticator): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Bitte bestätigen Sie, dass Sie es sind' })
  await dialog.getByLabel('Einmalcode').fill(await app.code())
  await dialog.getByRole('button', { name: 'Bestätigen' }).click()
  await dialog.waitFor({ state: 'detached' })
}

/**
 * Gives a signed-in counsellor a role, and a second factor that is proven in this session: from here the pages of the
 * administration open. The role is written where the server keeps it, because the first one has nobody who could give it.
 */
export async function becomeStaff(
  lab: Lab,
  person: Counsellor,
  role: 'administrator' | 'dpo' = 'administrator',
): Promise<Authenticator> {
  const app = await setUpApp(person)
  const id = await accountId(person.page)
  await inDatabase(lab, async (client) => {
    await client.query('update account set role = $1 where id = $2', [role, id])
  })
  return app
}

/** Id of the account that is signed in. */
export async function accountId(page: Page): Promise<string> {
  const answer = await page.request.get('/api/session')
  return ((await answer.json()) as { account: { id: string } }).account.id
}

/** Work in the database of a lab, as the system user that runs it. */
export async function inDatabase<T>(lab: Lab, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const host = join(lab.dataDir, 'postgres', 'socket')
  const client = new pg.Client({ host, user: 'vieraugen', database: 'postgres' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
