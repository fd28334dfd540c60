import { expect, test } from 'vitest'
import { expectAccessible } from '../accessible.ts'
import { setStage } from '../journey.ts'
import { type Counsellor, registerCounsellor } from '../people.ts'
import {
  accountId,
  becomeStaff,
  giveLogin,
  inDatabase,
  keepRecoveryCodes,
  proveAgain,
  setUpApp,
  signInStrongly,
} from '../staff.ts'

const stage = setStage()

async function signOut({ page }: Counsellor): Promise<void> {
  await page.getByRole('button', { name: 'Abmelden', exact: true }).click()
  await page.getByRole('heading', { name: 'Anmelden' }).waitFor()
}

/** A security key that confirms without being touched, over the browser's own protocol. */
async function plugInKey({ context, page }: Counsellor): Promise<void> {
  const browser = await context.newCDPSession(page)
  await browser.send('WebAuthn.enable')
  await browser.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

test('a counsellor sets up an app, signs in with its code, and with a recovery code when the phone is gone', async () => {
  const counsellor = await registerCounsellor(stage.browser, stage.lab)
  const { page, email } = counsellor
  const app = await setUpApp(counsellor)
  expect(app.recoveryCodes).toHaveLength(10)
  await page.getByText('Es sind noch 10 Wiederherstellungs-Codes übrig.').waitFor()
  await expectAccessible(page)
  expect((await stage.lab.mailbox.next(email)).subject).toContain('Ein zweiter Faktor wurde eingerichtet')

  await signOut(counsellor)
  await giveLogin(counsellor)
  await expectAccessible(page)
  await page.getByLabel('Einmalcode').fill('000000')
  await page.getByRole('button', { name: 'Anmelden' }).click()
  await page.getByText('Der zweite Faktor passt nicht.').waitFor()
  await page.getByRole('button', { name: 'Zurück' }).click()
  await signInStrongly(counsellor, app)

  await signOut(counsellor)
  await giveLogin(counsellor)
  await page.getByRole('button', { name: 'Wiederherstellungs-Code verwenden' }).click()
  await expectAccessible(page)
  await page.getByLabel('Wiederherstellungs-Code').fill(app.recoveryCodes[0]?.toLowerCase() ?? '')
  await page.getByRole('button', { name: 'Anmelden' }).click()
  await page.getByRole('heading', { name: 'Meine Gespräche' }).waitFor()
  expect((await stage.lab.mailbox.next(email)).text).toContain('Es sind noch 9 übrig.')

  await page.goto('/konto')
  await page.getByRole('button', { name: 'Telefon entfernen' }).click()
  const dialog = page.getByRole('dialog', { name: 'Telefon entfernen' })
  await expectAccessible(page)
  await dialog.getByRole('textbox', { name: 'Jetziges Passwort' }).fill(counsellor.password)
  await dialog.getByRole('button', { name: 'Entfernen' }).click()
  await page.getByText('Telefon ist entfernt.').waitFor()
  await page.getByText('Es ist noch keiner eingerichtet.').waitFor()
  expect(counsellor.complaints).toEqual([])
}, 240_000)

test('a counsellor sets up a passkey and signs in with it', async () => {
  const counsellor = await registerCounsellor(stage.browser, stage.lab)
  const { page } = counsellor
  await plugInKey(counsellor)
  await page.goto('/konto')
  await page.getByRole('button', { name: 'Passkey einrichten' }).click()
  const dialog = page.getByRole('dialog', { name: 'Passkey einrichten' })
  await dialog.getByRole('textbox', { name: 'Jetziges Passwort' }).fill(counsellor.password)
  await dialog.getByRole('button', { name: 'Weiter' }).click()
  await dialog.getByLabel('Name').fill('Arbeitsrechner')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Passkey anlegen' }).click()
  expect(await keepRecoveryCodes(page)).toHaveLength(10)
  await page.getByText('Arbeitsrechner', { exact: true }).waitFor()

  for (let time = 0; time < 2; time++) {
    await signOut(counsellor)
    await giveLogin(counsellor)
    await page.getByRole('button', { name: 'Mit Passkey bestätigen' }).click()
    await page.getByRole('heading', { name: 'Meine Gespräche' }).waitFor()
  }
  expect(counsellor.complaints).toEqual([])
}, 240_000)

test('an administrator who signed in long ago is asked once more before something grave', async () => {
  const counsellor = await registerCounsellor(stage.browser, stage.lab)
  const { page } = counsellor
  const app = await becomeStaff(stage.lab, counsellor)
  await inThePast(counsellor)
  await page.goto('/konto')
  await page.getByText('Der letzte zweite Faktor lässt sich nicht entfernen').waitFor()
  const open = async () => {
    await page.getByRole('button', { name: 'Neue Codes' }).click()
    const dialog = page.getByRole('dialog', { name: 'Neue Codes' })
    await dialog.getByRole('textbox', { name: 'Jetziges Passwort' }).fill(counsellor.password)
    await dialog.getByRole('button', { name: 'Neue Codes' }).click()
    return dialog
  }
  const refused = await open()
  const question = page.getByRole('dialog', { name: 'Bitte bestätigen Sie, dass Sie es sind' })
  await question.getByLabel('Einmalcode').waitFor()
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Abbrechen' }).click()
  await refused.getByText('Bitte bestätigen Sie, dass Sie es sind.').waitFor()
  await page.keyboard.press('Escape')
  await open()
  await proveAgain(counsellor, app)
  await expectAccessible(page)
  expect(await keepRecoveryCodes(page)).toHaveLength(10)
  expect(counsellor.complaints).toEqual([])
}, 240_000)

/** As if the second factor had been proven an hour ago. */
async function inThePast({ page }: Counsellor): Promise<void> {
  const id = await accountId(page)
  await inDatabase(stage.lab, async (client) => {
    await client.query(`update session set strong_at = now() - interval '1 hour' where account_id = $1`, [id])
  })
}
