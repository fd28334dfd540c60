import type { Locator, Page } from 'playwright-core'
import { describe, test } from 'vitest'
import { expectAccessible, widths } from '../accessible.ts'
import { setStage } from '../journey.ts'
import { until } from '../media-probe.ts'
import {
  admit,
  canary,
  deletionReceipt,
  endForAll,
  enterRoom,
  enterWaitingRoom,
  newPerson,
  pictureOf,
  planMeeting,
  registerCounsellor,
} from '../people.ts'

const stage = setStage()

describe.each(['desktop', 'phone'] as const)('on a %s', (on) => {
  test('no screen from the first link to the end of a meeting has a violation', async () => {
    const counsellor = await registerCounsellor(stage.browser, stage.lab)
    await counsellor.page.setViewportSize(widths[on])
    await expectAccessible(counsellor.page)
    const link = await planMeeting(counsellor)
    await expectAccessible(counsellor.page)
    await counsellor.page.goto('/konto')
    await counsellor.page.getByRole('heading', { level: 1 }).waitFor()
    await expectAccessible(counsellor.page)
    await counsellor.page.goto('/gespraeche')

    const client = await newPerson(stage.browser, stage.lab, on)
    const name = canary('Mond')
    await client.page.goto(link)
    await client.page.getByRole('button', { name: 'Weiter' }).waitFor()
    await expectAccessible(client.page)
    await client.page.getByRole('button', { name: 'Weiter' }).click()
    await client.page.getByLabel('Anzeigename').waitFor()
    await expectAccessible(client.page)
    await enterWaitingRoom(client, link, name)
    await expectAccessible(client.page)

    await enterRoom(counsellor)
    await counsellor.page.getByRole('region', { name: 'Im Wartezimmer' }).getByRole('heading', { name }).waitFor()
    await expectAccessible(counsellor.page)
    await admit(counsellor, name)
    await pictureOf(client, counsellor.firstName)
    await expectAccessible(client.page)
    await expectAccessible(counsellor.page)
    await client.page.getByRole('button', { name: 'Mehr', exact: true }).click()
    await expectAccessible(client.page)
    await client.page.keyboard.press('Escape')

    await endForAll(counsellor)
    await Promise.all([deletionReceipt(counsellor), deletionReceipt(client)])
    await expectAccessible(client.page)
    await expectAccessible(counsellor.page)
  }, 240_000)
})

/** Moves by Tab until this element has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let press = 0; press < 80; press++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${String(target)} cannot be reached by keyboard`)
}

test('a client who has only a keyboard gets from the link into the room, writes a message and leaves', async () => {
  const counsellor = await registerCounsellor(stage.browser, stage.lab)
  const link = await planMeeting(counsellor)
  await enterRoom(counsellor)
  const { page } = await newPerson(stage.browser, stage.lab)
  await page.goto(link)
  await tabTo(page, page.getByRole('button', { name: /^Weiter$/ }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('textbox', { name: /^Anzeigename/ }))
  const name = canary('Taste')
  await page.keyboard.press('Control+A')
  await page.keyboard.type(name)
  for (const box of [/^Die Datenschutzerklärung habe ich/, /^Den Nutzungsbedingungen/, /^Ich willige ein/]) {
    await tabTo(page, page.getByRole('checkbox', { name: box }))
    await page.keyboard.press('Space')
  }
  await tabTo(page, page.getByRole('button', { name: /^Wartezimmer betreten$/ }))
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Wartezimmer' }).waitFor()

  await admit(counsellor, name)
  await tabTo(page, page.getByRole('tab', { name: /^Chat/ }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('textbox', { name: /^Nachricht/ }))
  await page.keyboard.type('Ich schreibe mit der Tastatur.')
  await page.keyboard.press('Enter')
  await counsellor.page.getByRole('tab', { name: /^Chat/ }).click()
  await counsellor.page.getByText('Ich schreibe mit der Tastatur.').first().waitFor()

  const microphone = page.getByRole('button', { name: /^Mikrofon (aus|ein)schalten$/ })
  const before = await microphone.getAttribute('aria-label').then(async (label) => label ?? microphone.innerText())
  await tabTo(page, page.getByRole('button', { name: /^Raum verlassen$/ }))
  await page.keyboard.press('m')
  await until(
    'the microphone to change',
    async () => ((await microphone.getAttribute('aria-label')) ?? (await microphone.innerText())) !== before,
  )
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('dialog').getByRole('button', { name: 'Raum verlassen' }))
  await page.keyboard.press('Enter')
  await counsellor.page.getByRole('figure', { name }).waitFor({ state: 'detached' })
}, 240_000)
