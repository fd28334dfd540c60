import { expect, test } from 'vitest'
import { setStage } from '../journey.ts'
import { enterWaitingRoom, newPerson, type Person, planMeeting, registerCounsellor } from '../people.ts'
import { becomeStaff, inDatabase } from '../staff.ts'

const stage = setStage()

/** Asks for the erasure of what a receipt code leads to; answers the number of the request. */
async function askForErasure({ page }: Person, code: string, text: string): Promise<string> {
  await page.goto('/meine-daten')
  await page.getByLabel('Quittungs-Code').fill(code)
  await page.getByRole('button', { name: 'Löschen', exact: true }).click()
  const wish = page.getByRole('dialog', { name: 'Löschen' })
  await wish.getByLabel(/^Was möchten Sie uns dazu sagen/).fill(text)
  await wish.getByRole('button', { name: 'Anfrage senden' }).click()
  const said = await page.getByText(/^Ihre Anfrage ist eingegangen/).innerText()
  return /\d{4}-\d{4}-\d{4}/.exec(said)?.[0] ?? ''
}

test('a client asks by receipt, the data protection officer answers, looks up, holds and resumes, and the log has it all', async () => {
  const counsellor = await registerCounsellor(stage.browser, stage.lab)
  const link = await planMeeting(counsellor)
  const client = await newPerson(stage.browser, stage.lab, 'phone')
  const code = await enterWaitingRoom(client, link, 'Mond')
  const number = await askForErasure(client, code, 'Bitte auch den Nachweis löschen.')

  const dpo = await registerCounsellor(stage.browser, stage.lab)
  await becomeStaff(stage.lab, dpo, 'dpo')
  const { page } = dpo
  await page.goto('/verwaltung/anfragen')
  await page.getByRole('heading', { name: 'Offen (1)' }).waitFor()
  const entry = page.getByRole('listitem').filter({ hasText: number })
  await entry.getByText(/^noch \d\d Tage$/).waitFor()
  expect(await page.locator('main').innerText()).not.toContain('Bitte auch den Nachweis')
  await entry.getByRole('button', { name: `Öffnen: ${number}` }).click()
  await page.getByText('Bitte auch den Nachweis löschen.').waitFor()

  // What was typed outlives a look at the list.
  const answer = 'Wir haben den Nachweis gelöscht.'
  await page.getByLabel('Ihre Antwort').fill(answer)
  await page.goBack()
  await page.getByText('Hier liegt ein Entwurf von Ihnen.').waitFor()
  await page.getByRole('button', { name: `Öffnen: ${number}` }).click()
  expect(await page.getByLabel('Ihre Antwort').inputValue()).toBe(answer)
  await page.getByRole('button', { name: 'Antwort senden' }).click()
  await page.getByText('Die Antwort ist gesendet.').waitFor()
  await page.getByRole('button', { name: 'Anfrage abschließen' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Anfrage abschließen' }).click()
  await page.getByText('Die Anfrage ist abgeschlossen.').waitFor()

  await client.page.goto('/meine-daten')
  await client.page.getByLabel('Quittungs-Code').fill(code)
  await client.page.getByRole('button', { name: 'Auskunft' }).click()
  await client.page.getByText(answer).first().waitFor()

  await page.goto('/verwaltung/einwilligungen')
  await page.getByLabel('Quittungs-Code').fill(code.toLowerCase())
  await page.getByRole('button', { name: 'Nachsehen' }).click()
  await page.getByRole('heading', { name: 'Zu diesem Code gibt es einen Nachweis.' }).waitFor()
  await page.getByText('Nicht widerrufen').waitFor()
  await page.getByRole('button', { name: 'Gezeigten Text lesen: Einwilligung' }).click()
  await page
    .getByRole('dialog', { name: 'Einwilligung' })
    .getByText(/^Ich willige ein/)
    .waitFor()
  await page.keyboard.press('Escape')

  await page.goto('/verwaltung/loeschung')
  const rule = 'Nachweise der Einwilligung von KlientInnen'
  await page.getByRole('button', { name: `Löschregel anhalten: ${rule}` }).click()
  const question = page.getByRole('dialog', { name: 'Löschregel anhalten?' })
  await question.getByLabel('Grund: das Gesetz').fill('§ 35 Abs. 3 BDSG')
  await question.getByRole('button', { name: 'Löschregel anhalten' }).click()
  await page.getByText('Die Regel ist angehalten.').waitFor()
  await page.getByText('Seit heute angehalten').waitFor()
  await page.getByRole('button', { name: `Löschregel fortsetzen: ${rule}` }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Löschregel fortsetzen' }).click()
  await page.getByText('Die Regel läuft wieder.').waitFor()

  await page.goto('/verwaltung/protokoll')
  await page.getByText('Löschregel fortgesetzt').filter({ visible: true }).first().waitFor()
  const acts = await inDatabase(stage.lab, async (db) =>
    (
      await db.query<{ act: string; thing: string | null }>('select act, thing from audit_entry order by number')
    ).rows.map(({ act, thing }) => `${act} ${thing ?? ''}`.trim()),
  )
  const requestActs = ['request.read', 'request.read', 'request.answered', 'request.closed'].map(
    (act) => `${act} ${number}`,
  )
  const holds = ['retention.held consent.client', 'retention.released consent.client']
  expect(acts).toEqual([...requestActs, 'consent.looked-up', ...holds])
  expect([...dpo.complaints, ...client.complaints]).toEqual([])
}, 240_000)

test('of two people who answer at once the second is told, and keeps every word', async () => {
  const asking = await registerCounsellor(stage.browser, stage.lab)
  await asking.page.goto('/konto/daten')
  await asking.page.getByRole('button', { name: 'Widersprechen' }).click()
  await asking.page.getByRole('dialog').getByRole('button', { name: 'Anfrage senden' }).click()
  const said = await asking.page.getByText(/^Ihre Anfrage ist eingegangen/).innerText()
  const number = /\d{4}-\d{4}-\d{4}/.exec(said)?.[0] ?? ''

  const slow = await registerCounsellor(stage.browser, stage.lab)
  await becomeStaff(stage.lab, slow, 'dpo')
  const fast = await registerCounsellor(stage.browser, stage.lab)
  await becomeStaff(stage.lab, fast)
  for (const { page } of [slow, fast]) {
    await page.goto('/verwaltung/anfragen')
    await page.getByRole('button', { name: `Öffnen: ${number}` }).click()
    await page.getByLabel('Ihre Antwort').waitFor()
  }
  await slow.page.getByRole('button', { name: 'Frist verlängern' }).click()
  const extension = slow.page.getByRole('dialog', { name: 'Frist um zwei Monate verlängern?' })
  await extension.getByLabel('Grund').fill('Sehr viele Anfragen')
  await extension.getByRole('button', { name: 'Frist verlängern' }).click()
  await slow.page.getByText('Die Frist ist verlängert.').waitFor()

  await slow.page.getByLabel('Ihre Antwort').fill('Ein langer Entwurf.')
  await fast.page.getByLabel('Ihre Antwort').fill('Ich war schneller.')
  await fast.page.getByRole('button', { name: 'Antwort senden' }).click()
  await fast.page.getByText('Die Antwort ist gesendet.').waitFor()
  await slow.page.getByRole('button', { name: 'Antwort senden' }).click()
  await slow.page.getByText('Jemand anderes war schneller.').waitFor()
  expect(await slow.page.getByLabel('Ihre Antwort').inputValue()).toBe('Ein langer Entwurf.')
  await slow.page.getByRole('button', { name: 'Neuen Stand laden' }).click()
  await slow.page.getByText('Ich war schneller.').waitFor()
  await slow.page.getByText('Ein langer Entwurf.').waitFor()

  const leaving = slow.page.waitForEvent('dialog')
  const left = slow.page.reload()
  const question = await leaving
  expect(question.type()).toBe('beforeunload')
  await question.accept()
  await left

  await asking.page.reload()
  await asking.page.getByText('Ich war schneller.').waitFor()
  await asking.page.getByText('Sehr viele Anfragen').waitFor()
  expect([...slow.complaints, ...fast.complaints, ...asking.complaints]).toEqual([])
}, 240_000)
