import { randomBytes, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessibleEverywhere } from '../accessible.ts'
import { setStage } from '../journey.ts'
import { registerCounsellor } from '../people.ts'
import { becomeStaff, inDatabase } from '../staff.ts'

const stage = setStage()
const hour = 3600_000
const day = 24 * hour

async function open(page: Page, address: string, heading: string): Promise<void> {
  await page.goto(address)
  await page.getByRole('heading', { level: 1, name: heading }).waitFor()
}

/** A block as an attack leaves it, and the numbers of the last days and of at least one whole month. */
const plant = () =>
  inDatabase(stage.lab, async (client) => {
    const now = Date.now()
    const today = new Date(now).toISOString().slice(0, 10)
    await client.query('insert into attack_block values ($1, $2, $3, $4, 1, $5, $6)', [
      randomUUID(),
      today,
      randomBytes(32),
      'sign-in',
      new Date(now - hour / 2),
      new Date(now + hour / 2),
    ])
    const numbers: [string, string, number][] = [
      ['visits', '', 40],
      ['requests', '', 900],
      ['meetings', '', 7],
      ['meeting-length', '15-30', 2],
      ['meeting-length', '30-60', 9],
      ['meeting-length', '60-90', 20],
      ['browser', 'Firefox 140', 500],
      ['browser', 'Chrome 142', 400],
      ['status', '500', 3],
    ]
    for (let back = 1; back <= 60; back++)
      for (const [what, value, count] of numbers)
        await client.query('insert into day_count values ($1, $2, $3, $4)', [
          new Date(now - back * day).toISOString().slice(0, 10),
          what,
          value,
          count + (count > 6 ? (back * 7) % 11 : 0),
        ])
  })

test('an administrator goes through what waits, attacks, numbers, proofs, keys and the log', async () => {
  const person = await registerCounsellor(stage.browser, stage.lab)
  const { page, complaints } = person
  await becomeStaff(stage.lab, person)
  await plant()

  await open(page, '/verwaltung', 'Verwaltung')
  await page.getByText('Die Betreiberkarte ist noch die Beispielkarte').waitFor()
  await page.getByText('Ein Netz ist gesperrt').waitFor()
  await expectAccessibleEverywhere(page)

  await page.getByRole('link', { name: 'Zur Sicherheit' }).click()
  await page.getByRole('heading', { level: 1, name: 'Sicherheit' }).waitFor()
  await page.getByText('Passwörter raten').first().waitFor()
  await expectAccessibleEverywhere(page)
  await page.getByRole('button', { name: 'Sperre aufheben' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sperre aufheben' }).click()
  await page.getByText(/^Die Sperre von Netz [0-9a-f]{6} ist aufgehoben\.$/).waitFor()
  await page.getByText('beendet').waitFor()

  await open(page, '/verwaltung/statistik', 'Statistik')
  await page
    .getByText(/^Im Zeitraum zusammen/)
    .first()
    .waitFor()
  for (const table of await page.getByText('Zahlen als Tabelle').all()) await table.click()
  await page.getByRole('table', { name: 'Zahlen: Dauer der Gespräche' }).getByText('<5').first().waitFor()
  await expectAccessibleEverywhere(page)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Alles als CSV speichern' }).click()
  const file = await readFile(await (await download).path(), 'utf8')
  expect(file).toMatch(/^\ufeffKennzahl;Zeitraum;Art;Anzahl\r\nBesuche;/)
  expect(file).toContain('Dauer der Gespräche')
  await page.getByRole('radio', { name: '12 Monate' }).check()
  await page
    .getByText(/Am meisten: \p{L}+ \d{4} mit/u)
    .first()
    .waitFor()

  await open(page, '/verwaltung/nachweise', 'Nachweise')
  await page.getByRole('heading', { name: /^P08 · / }).waitFor()
  await page.getByText(/veröffentlichten Einträge sind unverändert|Der eine Eintrag ist unverändert/).waitFor()
  await page.getByRole('button', { name: 'Jetzt prüfen' }).click()
  await page.getByText('Alle Versprechen sind geprüft.').waitFor()
  await expectAccessibleEverywhere(page)

  await open(page, '/verwaltung/schluessel', 'Schlüssel')
  await page.getByText('Schlüsseldatei dieser Maschine').waitFor()
  await expectAccessibleEverywhere(page)
  await page.getByRole('button', { name: 'Schlüssel der Konten erneuern' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Schlüssel erneuern' }).click()
  await page.getByText('Die Erneuerung ist beauftragt: Schlüssel der Konten.').waitFor()

  await open(page, '/verwaltung/protokoll', 'Protokoll der Verwaltung')
  await page.getByText('Alle 2 Einträge sind unverändert und vollständig.').waitFor()
  const entries = page.getByRole('table', { name: 'Einträge' })
  await entries.getByText(`${person.firstName} ${person.lastName}`).first().waitFor()
  await page.getByLabel('Handlung').selectOption('Sperre eines Netzes aufgehoben')
  await page.getByText('1 Eintrag wird gezeigt.').waitFor()
  await expectAccessibleEverywhere(page)
  await inDatabase(stage.lab, (client) => client.query(`update audit_entry set thing = 'index' where number = 2`))
  await page.reload()
  await page.getByText('Eintrag 2 wurde geändert.').waitFor()
  expect(complaints).toEqual([])
}, 240_000)

test('a data protection officer reads the same without names, addresses and buttons that are not theirs', async () => {
  const person = await registerCounsellor(stage.browser, stage.lab)
  const { page, complaints } = person
  await becomeStaff(stage.lab, person, 'dpo')
  await open(page, '/verwaltung/sicherheit', 'Sicherheit')
  await page.getByText('Passwörter raten').first().waitFor()
  expect(await page.getByRole('button', { name: 'IP-Adressen lesen' }).count()).toBe(0)
  await open(page, '/verwaltung/schluessel', 'Schlüssel')
  await page.getByText('Schlüsseldatei dieser Maschine').waitFor()
  expect(await page.getByRole('button', { name: 'Schlüssel der Konten erneuern' }).count()).toBe(0)
  await open(page, '/verwaltung/protokoll', 'Protokoll der Verwaltung')
  await page.getByText('Sie sehen Rollen und Kennzeichen statt Namen').waitFor()
  await page
    .getByRole('table', { name: 'Einträge' })
    .getByText(/^Verwaltung \([0-9a-f]{8}\)$/)
    .first()
    .waitFor()
  await expectAccessibleEverywhere(page)
  expect(complaints).toEqual([])
}, 240_000)
