import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessibleEverywhere } from '../accessible.ts'
import { setStage } from '../journey.ts'
import { type Counsellor, newPerson, registerCounsellor, tickBoxes } from '../people.ts'
import { becomeStaff } from '../staff.ts'

// Each test goes on with the card that the one before it published.
const stage = setStage()

async function openCard(page: Page): Promise<void> {
  await page.goto('/verwaltung/texte')
  await page.getByRole('heading', { name: 'Fassungen der Karte' }).waitFor()
}

async function fillCard(page: Page): Promise<void> {
  for (const name of [
    'Verantwortliche Stelle',
    'Datenschutzbeauftragte Person',
    'Auftragsverarbeiter',
    'Aufsichtsbehörde',
  ]) {
    const group = page.getByRole('group', { name })
    await group.getByLabel('Name', { exact: true }).fill(`Echte ${name}`)
    await group.getByLabel('Straße und Hausnummer').fill('Echter Weg 1')
    await group.getByLabel('Postleitzahl und Ort').fill('00000 Musterstadt')
    await group.getByLabel('E-Mail-Adresse').fill('echt@example.org')
    await group.getByLabel('Telefon').fill('030 23125 001')
  }
  await page.getByLabel('Registereintrag').fill('kein Registereintrag')
  await page.getByLabel('Vertretungsberechtigte').fill('Maxi Muster\nToni Beispiel')
  await page.getByLabel('Steuernummer oder Umsatzsteuer-ID').fill('00/000/00000')
  await page.getByLabel('Telefon, wenn jemand nicht per Video sprechen möchte').fill('030 23125 002')
  await page.getByLabel('E-Mail-Adresse für Widerrufe').fill('widerruf@example.org')
}

async function preview(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Vorschau der Texte' }).click()
  await page.getByRole('heading', { name: 'Vorschau' }).waitFor()
  expect(await focused(page)).toBe('Vorschau')
}

async function publish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Veröffentlichen' }).click()
  await page.getByRole('heading', { name: 'Die Karte ist veröffentlicht' }).waitFor()
}

/** From what was published through the boxes that are asked again, back to the card. */
async function agreeAndGoOn(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Weiter', exact: true }).click()
  await agree(page)
}

async function agree(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Die Texte haben sich geändert' }).waitFor()
  expect(await page.getByText('Dies ist eine Beispiel-Installation.').count()).toBe(0)
  await tickBoxes(page)
  await page.getByRole('button', { name: 'Zustimmen und weiter' }).click()
  await page.getByRole('heading', { name: 'Karte und Texte' }).waitFor()
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent)

async function askedAtSignIn({ page, userName, password }: Counsellor): Promise<void> {
  await page.getByRole('button', { name: 'Abmelden' }).click()
  await page.goto('/anmelden')
  await page.getByLabel('Benutzername oder E-Mail-Adresse').fill(userName)
  await page.getByRole('textbox', { name: 'Passwort', exact: true }).fill(password)
  await page.getByRole('button', { name: 'Anmelden' }).click()
  await page.getByRole('heading', { name: 'Die Texte haben sich geändert' }).waitFor()
  await tickBoxes(page)
  await page.getByRole('button', { name: 'Zustimmen und weiter' }).click()
  await page.getByRole('heading', { name: 'Meine Gespräche' }).waitFor()
}

test('an administrator publishes the first card, everybody reads it, counsellors are asked again, and the text before stays readable', async () => {
  const counsellor = await registerCounsellor(stage.browser, stage.lab)
  const administrator = await registerCounsellor(stage.browser, stage.lab)
  await becomeStaff(stage.lab, administrator)
  const { page } = administrator
  await openCard(page)
  await expectAccessibleEverywhere(page)
  await page.getByRole('button', { name: 'Vorschau der Texte' }).click()
  await page.getByText('Diese Angabe fehlt.').first().waitFor()
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('controller.name')
  await expectAccessibleEverywhere(page)
  await fillCard(page)
  await preview(page)
  await page.getByText('10 Texte ändern sich.').waitFor()
  await page.getByText('Privacy statement', { exact: true }).click()
  await page
    .getByText(/^Echte Verantwortliche Stelle is /)
    .first()
    .waitFor()
  await expectAccessibleEverywhere(page)
  await publish(page)
  await expectAccessibleEverywhere(page)
  await agreeAndGoOn(page)
  await page.getByText('gilt jetzt').waitFor()

  const visitor = await newPerson(stage.browser, stage.lab, 'phone')
  await visitor.page.goto('/impressum')
  await visitor.page.getByText('Echte Verantwortliche Stelle').first().waitFor()
  await askedAtSignIn(counsellor)
  await visitor.page.goto('/datenschutz/archiv')
  const before = visitor.page
    .getByRole('region', { name: 'Datenschutzerklärung' })
    .getByRole('article')
    .filter({ hasText: 'Durch eine andere Fassung ersetzt' })
  await before.getByRole('button', { name: /^Text lesen/ }).click()
  const text = visitor.page.getByRole('dialog', { name: 'Datenschutzerklärung' })
  await text.getByText('Musterberatung e. V.').first().waitFor()
  expect(await text.getByText('Echte Verantwortliche Stelle').count()).toBe(0)
  expect([...administrator.complaints, ...counsellor.complaints, ...visitor.complaints]).toEqual([])
}, 240_000)

test('a later card names what it changes, loses nothing when another was published meanwhile, and each version can become a draft', async () => {
  const administrator = await registerCounsellor(stage.browser, stage.lab)
  await becomeStaff(stage.lab, administrator)
  const { page } = administrator
  await openCard(page)
  const other = await administrator.context.newPage()
  await openCard(other)
  const street = (of: Page) =>
    of.getByRole('group', { name: 'Auftragsverarbeiter' }).getByLabel('Straße und Hausnummer')

  await preview(page)
  await page.getByText('Mit diesen Angaben ändert sich kein Rechtstext.').waitFor()
  await page.getByText(/Es gibt nichts zu veröffentlichen\.$/).waitFor()
  expect(await page.getByRole('button', { name: 'Veröffentlichen' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Zurück zu den Angaben' }).click()
  await page.getByLabel('Steuernummer oder Umsatzsteuer-ID').fill('11/111/11111')
  await preview(page)
  await page.getByText('2 Texte ändern sich.').waitFor()
  await expectAccessibleEverywhere(page)
  await publish(page)
  await agreeAndGoOn(page)

  await street(other).fill('Neuer Weg 2')
  await preview(other)
  expect(await other.locator('dt').allInnerTexts()).toEqual(['Auftragsverarbeiter: Straße und Hausnummer'])
  await other.getByRole('button', { name: 'Veröffentlichen' }).click()
  await other.getByText('Jemand anderes war schneller.').waitFor()
  await other.getByRole('button', { name: 'Neuen Stand laden' }).click()
  await other.getByRole('heading', { name: 'Entwurf der Betreiberkarte' }).waitFor()
  expect(await focused(other)).toBe('Entwurf der Betreiberkarte')
  expect(await street(other).inputValue()).toBe('Neuer Weg 2')
  await other.getByText(/^Fassung 2,/).waitFor()
  await preview(other)
  // What the other one published would be taken back: it is said.
  expect(await other.locator('del').allInnerTexts()).toEqual(['Echter Weg 1', '11/111/11111'])
  await publish(other)
  await agreeAndGoOn(other)

  await other.getByText(/^Fassung 2,/).click()
  await other.getByRole('button', { name: 'Als Entwurf laden' }).click()
  expect(await focused(other)).toBe('Entwurf der Betreiberkarte')
  expect(await street(other).inputValue()).toBe('Echter Weg 1')
  await expectAccessibleEverywhere(other)
  await other.getByRole('button', { name: 'Entwurf verwerfen' }).click()
  await other.getByRole('heading', { name: 'Betreiberkarte', exact: true }).waitFor()
  expect(await focused(other)).toBe('Betreiberkarte')
  expect(await street(other).inputValue()).toBe('Neuer Weg 2')
  expect(administrator.complaints).toEqual([])
}, 240_000)

test('a data protection officer reads the card and every version, and can change neither', async () => {
  const officer = await registerCounsellor(stage.browser, stage.lab)
  await becomeStaff(stage.lab, officer, 'dpo')
  const { page } = officer
  await openCard(page)
  await page.getByText('Ändern können die Karte nur Konten mit der Rolle Verwaltung.').waitFor()
  await page.getByText(/^Fassung 1,/).click()
  await page.getByText('00/000/00000').last().waitFor()
  expect(await page.locator('main').getByRole('textbox').count()).toBe(0)
  expect(await page.getByRole('button', { name: 'Als Entwurf laden' }).count()).toBe(0)
  await expectAccessibleEverywhere(page)
  expect(officer.complaints).toEqual([])
}, 120_000)

test('a draft outlives the boxes that are asked again because another administrator published', async () => {
  const [fast, slow] = [
    await registerCounsellor(stage.browser, stage.lab),
    await registerCounsellor(stage.browser, stage.lab),
  ]
  for (const person of [fast, slow]) {
    await becomeStaff(stage.lab, person)
    await openCard(person.page)
  }
  await fast.page.getByLabel('Registereintrag').fill('Amtsgericht Musterstadt, VR 1')
  await preview(fast.page)
  await publish(fast.page)

  await slow.page.getByLabel('E-Mail-Adresse für Widerrufe').fill('neu@example.org')
  await slow.page.getByRole('button', { name: 'Vorschau der Texte' }).click()
  await agree(slow.page)
  await slow.page.getByRole('heading', { name: 'Entwurf der Betreiberkarte' }).waitFor()
  expect(await slow.page.getByLabel('E-Mail-Adresse für Widerrufe').inputValue()).toBe('neu@example.org')
  await preview(slow.page)
  expect(await slow.page.locator('dt').allInnerTexts()).toEqual(['Registereintrag', 'E-Mail-Adresse für Widerrufe'])
  expect([...fast.complaints, ...slow.complaints]).toEqual([])
}, 240_000)
