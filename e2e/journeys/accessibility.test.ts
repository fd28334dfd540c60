import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { officePaths } from '@vieraugen/protocol/pages.ts'
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
import { becomeStaff } from '../staff.ts'

const stage = setStage()

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  expect(violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes[0]?.html}`)).toEqual([])
}

describe.each(['desktop', 'phone'] as const)('on a %s', (on) => {
  test.each([
    '/',
    '/registrieren',
    '/anmelden',
    '/passwort-vergessen',
    '/technik-check',
    '/datenschutz',
    '/datenschutz/archiv',
    '/nutzungsbedingungen',
    '/impressum',
    '/barrierefreiheit',
    '/nachweis',
    '/meine-daten',
    '/gibt-es-nicht',
  ])('%s has no violation', async (path) => {
    const { page, complaints } = await newPerson(stage.browser, stage.lab, on)
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await expectAccessible(page)
    expect(complaints).toEqual([])
  })

  test('no screen from the first link to the end of a meeting has a violation', async () => {
    const counsellor = await registerCounsellor(stage.browser, stage.lab)
    await counsellor.page.setViewportSize(on === 'phone' ? { width: 390, height: 844 } : { width: 1280, height: 800 })
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

  test('no area of the administration has a violation', async () => {
    const person = await registerCounsellor(stage.browser, stage.lab)
    await becomeStaff(stage.lab, person)
    const { page, complaints } = person
    await page.setViewportSize(on === 'phone' ? { width: 390, height: 844 } : { width: 1280, height: 800 })
    for (const path of Object.values(officePaths)) {
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      await expectAccessible(page)
      expect([path, await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)]).toEqual([
        path,
        true,
      ])
    }
    expect(complaints).toEqual([])
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
