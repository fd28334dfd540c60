import { expect, test } from 'vitest'
import { meet, setStage } from '../journey.ts'
import { until } from '../media-probe.ts'
import { hears, newPerson, say, signIn } from '../people.ts'

const stage = setStage()

test('a client withdraws in the room in two clicks, and later finds the evidence by the code', async () => {
  const { counsellor, client, receiptCode } = await meet(stage)
  await say(client, 'Das nehme ich mit.')
  await hears(counsellor, 'Das nehme ich mit.')

  await client.page.getByRole('button', { name: 'Bereich schließen' }).click()
  await client.page.getByRole('button', { name: 'Mehr', exact: true }).click()
  await client.page.getByRole('button', { name: 'Einwilligung widerrufen' }).click()
  const question = client.page.getByRole('dialog', { name: 'Einwilligung widerrufen?' })
  await question.getByRole('button', { name: 'Widerrufen und gehen' }).click()
  await client.page.getByText('Ihre Einwilligung ist widerrufen.').waitFor()
  await counsellor.page.getByText('Das nehme ich mit.').first().waitFor({ state: 'detached' })

  const later = await newPerson(stage.browser, stage.lab)
  const { page } = later
  await page.goto('/meine-daten')
  await page.getByLabel('Quittungs-Code').fill(receiptCode.toLowerCase())
  await page.getByRole('button', { name: 'Auskunft' }).click()
  await page.getByRole('heading', { name: 'Alles, was über Sie gespeichert ist' }).waitFor()
  await page
    .getByText(/^Widerrufen am/)
    .first()
    .waitFor()

  await page.getByRole('button', { name: 'Löschen', exact: true }).click()
  const wish = page.getByRole('dialog', { name: 'Löschen' })
  await wish.getByRole('button', { name: 'Anfrage senden' }).click()
  await page.getByText(/^Ihre Anfrage ist eingegangen. Sie hat die Nummer \d{4}-\d{4}-\d{4}\.$/).waitFor()
  await page.getByRole('heading', { name: /^Löschen, Nummer/ }).waitFor()

  await page.getByLabel('Quittungs-Code').fill('AAAA-AAAA-AAAA-AAAA')
  await page.getByRole('button', { name: 'Auskunft' }).click()
  await page.getByText('Zu diesem Code ist nichts gespeichert.').waitFor()
  expect(await later.context.cookies()).toEqual([])
  expect([...counsellor.complaints, ...client.complaints, ...later.complaints]).toEqual([])
}, 240_000)

test('a counsellor sees everything, stops and resumes the use, and withdraws the consent', async () => {
  const { counsellor } = await meet(stage)
  const { page } = counsellor
  await page.goto('/konto')
  await page.getByRole('link', { name: 'Zu meinen Rechten' }).click()
  await page.getByRole('button', { name: 'Auskunft anzeigen' }).click()
  const shown = page.locator('main')
  await shown.getByText(counsellor.email).first().waitFor()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Als JSON speichern' }).click()
  expect((await download).suggestedFilename()).toBe('auskunft.json')

  await page.getByRole('button', { name: 'Verarbeitung einschränken' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Einschränken', exact: true }).click()
  await page.getByRole('button', { name: 'Einschränkung aufheben' }).waitFor()
  await page.goto('/gespraeche')
  await until('the page of rights in place of the meetings', async () => page.url().endsWith('/konto/daten'))
  await page.getByRole('button', { name: 'Einschränkung aufheben' }).click()
  await page.getByRole('button', { name: 'Verarbeitung einschränken' }).waitFor()
  await signIn(counsellor)

  await page.goto('/konto/daten')
  await page.getByRole('button', { name: 'Einwilligung widerrufen' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Widerrufen und Konto löschen' }).click()
  await until('the farewell', async () => page.url().endsWith('/konto-geloescht'))
  expect(counsellor.complaints).toEqual([])
}, 240_000)

test('a consumer withdraws from a contract in two steps and gets the confirmation by mail', async () => {
  const { page } = await newPerson(stage.browser, stage.lab)
  await page.goto('/')
  await page.getByRole('link', { name: 'Vertrag widerrufen' }).click()
  await page.getByRole('button', { name: 'Vertrag widerrufen' }).click()
  await page.getByLabel('Ihr Name').fill('Kim Käufer')
  await page.getByLabel('Um welchen Vertrag geht es?').fill('Konto kim')
  await page.getByLabel('E-Mail-Adresse für die Bestätigung').fill('kim@example.org')
  await page.getByRole('button', { name: 'Widerruf bestätigen' }).click()
  await page.getByRole('heading', { name: 'Ihr Widerruf ist eingegangen' }).waitFor()
  const { text } = await stage.lab.mailbox.next('kim@example.org')
  expect(text).toContain('Hiermit widerrufe ich meinen Vertrag.')
  expect(text).toContain('Konto kim')
}, 120_000)
