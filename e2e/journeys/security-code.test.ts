import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../browsers.ts'
import { openLab, type Lab } from '../lab.ts'
import { mediaCount, mediaFlows, until } from '../media-probe.ts'
import {
  admit,
  canary,
  enterRoom,
  enterWaitingRoom,
  judgeCode,
  newPerson,
  planMeeting,
  registerCounsellor,
  securityCode,
} from '../people.ts'

let lab: Lab
let browser: Browser

beforeAll(async () => {
  lab = await openLab()
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
  await lab?.close()
})

test('equal codes turn the lock green; different codes stop picture and sound on both sides and wipe the keys', async () => {
  const counsellor = await registerCounsellor(browser, lab)
  const link = await planMeeting(counsellor)
  const client = await newPerson(browser, lab, 'phone')
  const displayName = canary('Mond')
  await enterRoom(counsellor)
  await enterWaitingRoom(client, link, displayName)
  await admit(counsellor, displayName)
  await Promise.all([mediaFlows(counsellor.page), mediaFlows(client.page)])

  expect(await securityCode(counsellor)).toBe(await securityCode(client))
  await counsellor.page.getByRole('button', { name: 'Sicherheitscode noch nicht verglichen' }).waitFor()
  await judgeCode(counsellor, 'stimmt überein')
  await counsellor.page.keyboard.press('Escape')
  await counsellor.page.getByRole('button', { name: 'Sicherheitscode verglichen' }).waitFor()

  await judgeCode(client, 'stimmt nicht')
  await client.page.getByRole('heading', { name: /Sicherheitscode/ }).waitFor()
  expect(await client.page.evaluate(() => sessionStorage.length)).toBe(0)
  for (const { page } of [client, counsellor])
    await until('the end of all connections', async () => (await mediaCount(page)).frames.length === 0)
  await counsellor.page.getByRole('figure', { name: displayName }).waitFor({ state: 'detached' })
}, 180_000)
