import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible } from '../accessible.ts'
import { setStage } from '../journey.ts'
import { type Counsellor, fillRegistration, newPerson, signIn } from '../people.ts'
import { setUpApp } from '../staff.ts'

const stage = setStage(async () => ({ REGISTRATION: 'approval' }))
const root = fileURLToPath(new URL('../..', import.meta.url))

/** The operator at the keyboard, beside the running server. */
async function atTheKeyboard(words: readonly string[], input = ''): Promise<string> {
  const child = spawn('npm', ['run', '--silent', 'admin', '--', ...words], { cwd: root, env: stage.lab.env })
  child.stdin.end(input)
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  expect(err).toBe('')
  return out
}

async function firstAdministrator(): Promise<Counsellor> {
  const link = /http\S+#\S+/.exec(await atTheKeyboard([]))?.[0] ?? ''
  const person = await newPerson(stage.browser, stage.lab)
  await person.page.goto(link)
  await person.page.getByText('Sie sind eingeladen.').waitFor()
  const rosa = await fillRegistration(person, stage.lab)
  await signIn(rosa, 'Konto')
  // Without a second factor the administration sends people there.
  await rosa.page.goto('/verwaltung/konten')
  await rosa.page.getByRole('heading', { name: 'Konto', exact: true }).waitFor()
  await setUpApp(rosa)
  return rosa
}

const cardOf = (page: Page, { firstName }: Counsellor) => page.getByRole('listitem').filter({ hasText: firstName })

async function act(rosa: Counsellor, on: Counsellor, name: string): Promise<void> {
  await cardOf(rosa.page, on).getByRole('button', { name }).click()
  await rosa.page.getByRole('dialog').getByRole('button', { name, exact: true }).click()
  await rosa.page.getByRole('dialog').waitFor({ state: 'detached' })
}

async function refusedAt(person: Counsellor, sentence: string): Promise<void> {
  const { page, userName, password } = person
  await page.goto('/anmelden')
  await page.getByLabel('Benutzername oder E-Mail-Adresse').fill(userName)
  await page.getByRole('textbox', { name: 'Passwort', exact: true }).fill(password)
  await page.getByRole('button', { name: 'Anmelden' }).click()
  await page.getByText(sentence).waitFor()
}

test('the operator invites the first administrator, who approves, locks, unlocks, changes roles and deletes', async () => {
  const { lab, browser } = stage
  const rosa = await firstAdministrator()

  const vera = await newPerson(browser, lab)
  await vera.page.goto('/registrieren')
  await vera.page.getByText('Die Verwaltung prüft Ihre Registrierung.').waitFor()
  await expectAccessible(vera.page)
  const counsellor = await fillRegistration(vera, lab)
  await vera.page.getByText('Nun prüft die Verwaltung Ihre Registrierung.').waitFor()
  await refusedAt(counsellor, 'Ihr Konto ist noch nicht freigeschaltet.')

  const { page } = rosa
  await page.goto('/verwaltung/konten')
  await page.getByRole('heading', { name: 'Konten', level: 1 }).waitFor()
  await page.getByLabel('Suche').fill(counsellor.email.slice(0, 12).toUpperCase())
  await page.getByRole('button', { name: 'Suchen' }).click()
  await page.getByText('1 Konto', { exact: true }).waitFor()
  await expectAccessible(page)
  await act(rosa, counsellor, 'Konto freischalten')
  await page.getByText(`Das Konto von ${counsellor.firstName} ${counsellor.lastName} ist freigeschaltet.`).waitFor()
  expect((await lab.mailbox.next(counsellor.email)).subject).toContain('freigeschaltet')
  await signIn(counsellor)

  // Neither a counsellor nor a data protection officer gets in.
  await vera.page.goto('/verwaltung/konten')
  await vera.page.getByText('Dieser Bereich ist der Verwaltung vorbehalten.').waitFor()
  await atTheKeyboard(['dpo'], counsellor.userName)
  await setUpApp(counsellor)
  await vera.page.goto('/verwaltung/konten')
  await vera.page.getByText('Konten sieht nur, wer die Rolle „Verwaltung“ hat.').waitFor()

  await act(rosa, counsellor, 'Konto sperren')
  await refusedAt(counsellor, 'Ihr Konto ist gesperrt.')
  await act(rosa, counsellor, 'Konto entsperren')
  await act(rosa, counsellor, 'Zweiten Faktor zurücksetzen')
  await signIn(counsellor, 'Konto')
  await act(rosa, counsellor, 'Konto löschen')
  await page.getByText('Dazu gibt es kein Konto.').waitFor()
  await refusedAt(counsellor, 'Die Anmeldung hat nicht geklappt.')
})

test('an invited person registers with the link alone, in the role of the invitation', async () => {
  const { lab, browser } = stage
  const rosa = await firstAdministrator()
  const { page } = rosa
  await page.goto('/verwaltung/konten')
  await page.getByText('Es ist keine Einladung offen.').waitFor()
  await page.getByRole('button', { name: 'Person einladen' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: 'Datenschutzbeauftragte Person' }).check()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Einladung erstellen' }).click()
  const link = await dialog.getByLabel('Einladungslink').inputValue()
  await dialog.getByRole('button', { name: 'Fertig' }).click()
  await page.getByRole('button', { name: 'Einladung zurückziehen' }).waitFor()

  const invited = await newPerson(browser, lab, 'phone')
  await invited.page.goto(link)
  await invited.page.getByText('Sie sind eingeladen.').waitFor()
  const officer = await fillRegistration(invited, lab)
  await signIn(officer, 'Konto')
  await page.reload()
  await cardOf(page, officer).getByText('Datenschutzbeauftragte Person').waitFor()
  await page.getByText('Es ist keine Einladung offen.').waitFor()

  await invited.page.getByRole('button', { name: 'Abmelden', exact: true }).click()
  await invited.page.goto('/')
  await invited.page.goto(link)
  await invited.page.getByRole('heading', { name: 'Diese Einladung gilt nicht mehr' }).waitFor()
  await expectAccessible(invited.page)
  expect(await invited.page.getByLabel('Vorname').count()).toBe(0)
})
