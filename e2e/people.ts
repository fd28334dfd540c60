import { randomBytes } from 'node:crypto'
import type { Browser, Locator, Page } from 'playwright-core'
import { type Device, watchDevice } from './device-probe.ts'
import type { Lab } from './lab.ts'
import { until, watchPeerConnections } from './media-probe.ts'

/** Everything a person types that must never be found anywhere else: random, incompressible, recognisable. */
export const canary = (name: string) => `${name}${randomBytes(9).toString('hex')}`

export interface Person extends Device {
  readonly page: Page
  /** Errors and policy violations the browser reported; journeys expect none. */
  readonly complaints: string[]
}

/** Everybody who came and whose device was not looked at yet (`watchDevices` in journey.ts). */
export const visitors = new Set<Device>()

export interface Counsellor extends Person {
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly userName: string
  readonly password: string
}

const desktop = { width: 1280, height: 800 }
const phone = { width: 390, height: 844 }

export async function newPerson(browser: Browser, lab: Lab, on: 'desktop' | 'phone' = 'desktop'): Promise<Person> {
  const chromium = browser.browserType().name() === 'chromium'
  const context = await browser.newContext({
    viewport: on === 'phone' ? phone : desktop,
    locale: 'de-DE',
    baseURL: lab.url,
    ...(chromium ? { permissions: ['camera', 'microphone', 'clipboard-read', 'clipboard-write'] } : {}),
  })
  const device = watchDevice(context)
  visitors.add(device)
  const page = await context.newPage()
  await watchPeerConnections(page)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (
      message.type() === 'error' &&
      !/net::ERR_|Failed to load resource|WebSocket connection|can.t establish a connection/.test(message.text())
    )
      complaints.push(message.text())
  })
  return { ...device, page, complaints }
}

/** Registers through the screens, confirms by the mail's link and signs in. */
export async function registerCounsellor(browser: Browser, lab: Lab): Promise<Counsellor> {
  const person = await newPerson(browser, lab)
  await person.page.goto('/')
  await person.page.getByRole('link', { name: 'Registrieren' }).first().click()
  const counsellor = await fillRegistration(person, lab)
  await signIn(counsellor)
  return counsellor
}

/** On the page where people register: fills the form, and confirms by the mail's link. */
export async function fillRegistration(person: Person, lab: Lab): Promise<Counsellor> {
  const { page } = person
  const facts = {
    firstName: canary('Vera'),
    lastName: canary('Beispiel'),
    email: `${canary('vera')}@example.org`,
    userName: canary('vera'),
    password: `geheim ${randomBytes(12).toString('base64url')}`,
  }
  await page.getByLabel('Vorname').fill(facts.firstName)
  await page.getByLabel('Nachname').fill(facts.lastName)
  await page.getByLabel('E-Mail-Adresse').fill(facts.email)
  await page.getByLabel('Benutzername').fill(facts.userName)
  await page.getByRole('textbox', { name: 'Passwort', exact: true }).fill(facts.password)
  await tickBoxes(page)
  await page.getByRole('button', { name: 'Konto anlegen' }).click()
  const letter = await lab.mailbox.next(facts.email)
  const link = /https?:\/\/\S+/.exec(letter.text)?.[0]
  if (!link) throw new Error('The mail holds no link')
  await page.goto(link)
  await page.getByRole('button', { name: 'E-Mail-Adresse bestätigen' }).click()
  await page.getByRole('heading', { name: 'Ihre E-Mail-Adresse ist bestätigt' }).waitFor()
  return { ...person, ...facts }
}

/** Signs in with the password; whoever must set up a second factor first lands at „Konto“. */
export async function signIn({ page, userName, password }: Counsellor, at = 'Meine Gespräche'): Promise<void> {
  await page.goto('/anmelden')
  await page.getByLabel('Benutzername oder E-Mail-Adresse').fill(userName)
  await page.getByRole('textbox', { name: 'Passwort', exact: true }).fill(password)
  await page.getByRole('button', { name: 'Anmelden' }).click()
  await page.getByRole('heading', { name: at, exact: true }).waitFor()
}

export async function tickBoxes(page: Page): Promise<void> {
  for (const name of [/^Die Datenschutzerklärung habe ich/, /^Den Nutzungsbedingungen/, /^Ich willige ein/])
    await page.getByRole('checkbox', { name }).check()
}

/** Plans a meeting that begins now and returns its invitation link. */
export async function planMeeting({ page }: Counsellor, note = ''): Promise<string> {
  await page.goto('/gespraeche')
  await page.getByRole('button', { name: 'Neues Gespräch' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Notiz (nur für mich)').fill(note)
  await dialog.getByRole('button', { name: 'Gespräch anlegen' }).click()
  const field = page.getByRole('textbox', { name: 'Einladungslink' }).first()
  await field.waitFor()
  return field.inputValue()
}

export async function enterRoom({ page }: Counsellor): Promise<void> {
  await page
    .getByRole('link', { name: 'Raum betreten' })
    .or(page.getByRole('button', { name: 'Raum betreten' }))
    .first()
    .click()
  await page.getByRole('region', { name: 'Im Wartezimmer' }).waitFor()
}

async function write(field: Locator, text: string): Promise<void> {
  await field.press('Control+A')
  await field.pressSequentially(text)
}

/** From the link to the waiting room as a client does it; returns the receipt code shown. */
export async function enterWaitingRoom({ page }: Person, link: string, displayName: string): Promise<string> {
  await page.goto(link)
  await page.getByRole('button', { name: 'Weiter' }).click()
  // Typed key by key: over WebDriver BiDi, Firefox tells the page nothing of a value that was set.
  await write(page.getByLabel('Anzeigename'), displayName)
  await tickBoxes(page)
  await page.getByRole('button', { name: 'Wartezimmer betreten' }).click()
  await page.getByRole('heading', { name: 'Wartezimmer' }).waitFor()
  await page.getByText('Quittungs-Code').first().waitFor()
  return until(
    'the receipt code',
    async () => /[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/.exec(await page.locator('main').innerText())?.[0],
  )
}

/** The counsellor lets the named person in. */
export async function admit({ page }: Person, displayName: string): Promise<void> {
  const waiting = page.getByRole('region', { name: 'Im Wartezimmer' })
  const entry = waiting.getByRole('listitem').filter({ hasText: displayName })
  await entry.getByRole('button', { name: 'Einlassen', exact: true }).click()
}

export async function pictureOf({ page }: Person, displayName: string): Promise<void> {
  await page.getByRole('figure', { name: displayName }).locator('video').first().waitFor()
}

export async function say({ page }: Person, text: string): Promise<void> {
  await openChat(page)
  await write(page.getByRole('textbox', { name: 'Nachricht' }), text)
  await page.getByRole('button', { name: 'Senden', exact: true }).click()
}

export async function hears({ page }: Person, text: string): Promise<void> {
  await openChat(page)
  await page.getByRole('tabpanel', { name: /Chat/ }).getByText(text).waitFor()
}

async function openChat(page: Page): Promise<void> {
  const tab = page.getByRole('tab', { name: /Chat/ })
  await tab.waitFor()
  if (
    (await tab.getAttribute('aria-selected')) !== 'true' ||
    !(await page.getByRole('textbox', { name: 'Nachricht' }).isVisible())
  )
    await tab.click()
}

/** The six digits of the code this person shares with the only other one in the room. */
export async function securityCode({ page }: Person): Promise<string> {
  const dialog = await openCode(page)
  const shown = await dialog.getByText(/^\d{3} \d{3}$/).innerText()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  return shown
}

/** Says whether the two codes are equal, as a person does after reading them out. */
export async function judgeCode({ page }: Person, verdict: 'stimmt überein' | 'stimmt nicht'): Promise<void> {
  const dialog = await openCode(page)
  await dialog.getByRole('button', { name: verdict }).click()
}

async function openCode(page: Page): Promise<Locator> {
  // On a phone the chat covers the whole screen.
  const close = page.getByRole('button', { name: 'Bereich schließen' })
  if (await close.isVisible()) await close.click()
  await page.getByRole('button', { name: /^Sicherheitscode/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Sicherheitscode' })
  await dialog.waitFor()
  return dialog
}

export async function endForAll({ page }: Person): Promise<void> {
  await page.getByRole('button', { name: 'Gespräch beenden', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Gespräch beenden und alles löschen?' })
  await dialog.getByRole('button', { name: 'Beenden und löschen' }).click()
}

/** The number of the Löschbestätigung shown on the end page. */
export async function deletionReceipt({ page }: Person): Promise<string> {
  await page.getByRole('heading', { name: 'Das Gespräch ist beendet' }).waitFor()
  return until('the number of the deletion', async () => {
    const text = await page.locator('main').innerText()
    return /Löschbestätigung/.test(text) ? /(?<![-0-9A-Z])[0-9A-Z]{4}-[0-9A-Z]{4}(?![-0-9A-Z])/.exec(text)?.[0] : null
  })
}
