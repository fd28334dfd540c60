import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { exampleCard } from '@vieraugen/policy/texts/example-card.ts'
import { setStage } from '../journey.ts'
import { newPerson, registerCounsellor, tickBoxes } from '../people.ts'

const folder = mkdtempSync(join(tmpdir(), 'vieraugen-card-'))
const file = join(folder, 'card.json')
/** The operator's card as the next start reads it. */
function writeCard(street: string): void {
  const { fictitious: _, ...card } = exampleCard
  writeFileSync(file, JSON.stringify({ ...card, controller: { ...card.controller, street } }))
}
const stage = setStage(async () => {
  writeCard('Alter Weg 1')
  return { OPERATOR_CARD: file }
})
afterAll(() => rmSync(folder, { recursive: true }))

test('everybody reads the texts in short, in full and in every version, without a cookie', async () => {
  const { context, page, complaints } = await newPerson(stage.browser, stage.lab, 'phone')
  await page.goto('/datenschutz')
  await page.getByRole('heading', { name: 'Das Wichtigste in Kürze' }).waitFor()
  await page.getByRole('link', { name: 'Mehr: Wer Daten erhält' }).click()
  await page.waitForURL(/#recipients$/)
  const section = page.getByRole('heading', { name: 'Wer Daten erhält' })
  expect(await section.evaluate((heading) => heading.getBoundingClientRect().top < innerHeight)).toBe(true)
  await page.getByRole('link', { name: 'Alle Fassungen' }).click()
  await page.getByRole('button', { name: /^Text lesen ?: Datenschutzerklärung/ }).click()
  await page.getByRole('dialog', { name: 'Datenschutzerklärung' }).getByText('Alter Weg 1').first().waitFor()
  expect(await context.cookies()).toEqual([])
  expect(complaints).toEqual([])
}, 120_000)

test('after the texts changed a counsellor is asked at the next sign-in before anything but the own rights', async () => {
  const { page, userName, password, complaints } = await registerCounsellor(stage.browser, stage.lab)
  await stage.lab.kill()
  writeCard('Neuer Weg 2')
  await stage.lab.start()
  await page.goto('/anmelden')
  await page.getByLabel('Benutzername oder E-Mail-Adresse').fill(userName)
  await page.getByRole('textbox', { name: 'Passwort', exact: true }).fill(password)
  await page.getByRole('button', { name: 'Anmelden' }).click()
  const asked = page.getByRole('heading', { name: 'Die Texte haben sich geändert' })
  await asked.waitFor()
  await page.getByRole('link', { name: 'Daten mitnehmen oder widerrufen' }).click()
  await page.getByRole('heading', { name: 'Auskunft und Mitnahme' }).waitFor()
  await page.getByRole('link', { name: 'Meine Gespräche' }).click()
  await asked.waitFor()

  await page.getByRole('button', { name: 'Zustimmen und weiter' }).click()
  await page.getByText('Ohne dieses Häkchen geht es nicht weiter.').first().waitFor()
  await tickBoxes(page)
  await page.getByRole('button', { name: 'Zustimmen und weiter' }).click()
  await page.getByRole('heading', { name: 'Meine Gespräche' }).waitFor()

  await page.goto('/konto/daten')
  await page.getByText('Durch eine neuere Einwilligung ersetzt').waitFor()
  await page.goto('/datenschutz/archiv')
  const versions = page.getByRole('region', { name: 'Datenschutzerklärung' }).getByRole('article')
  await versions.nth(1).waitFor()
  expect(await versions.getByText('Gilt jetzt').count()).toBe(1)
  expect(await versions.getByText('Durch eine andere Fassung ersetzt').count()).toBe(1)
  expect(complaints).toEqual([])
}, 120_000)
