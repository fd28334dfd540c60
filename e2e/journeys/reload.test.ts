import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../browsers.ts'
import { openLab, type Lab } from '../lab.ts'
import { mediaFlows } from '../media-probe.ts'
import {
  admit,
  canary,
  enterRoom,
  enterWaitingRoom,
  hears,
  newPerson,
  pictureOf,
  planMeeting,
  registerCounsellor,
  say,
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

test('a reload keeps the place in the waiting room, and in the room of client and counsellor, without a second admission', async () => {
  const counsellor = await registerCounsellor(browser, lab)
  const link = await planMeeting(counsellor)
  const client = await newPerson(browser, lab, 'phone')
  const displayName = canary('Mond')

  await enterWaitingRoom(client, link, displayName)
  await client.page.reload()
  await client.page.getByRole('heading', { name: 'Wartezimmer' }).waitFor()

  await enterRoom(counsellor)
  await admit(counsellor, displayName)
  await Promise.all([mediaFlows(counsellor.page), mediaFlows(client.page)])
  await say(counsellor, 'Vor dem Neuladen.')
  await hears(client, 'Vor dem Neuladen.')

  await client.page.reload()
  await pictureOf(client, counsellor.firstName)
  await Promise.all([mediaFlows(client.page), mediaFlows(counsellor.page)])
  await hears(client, 'Vor dem Neuladen.')
  expect(await securityCode(client)).toBe(await securityCode(counsellor))

  await counsellor.page.reload()
  await pictureOf(counsellor, displayName)
  await Promise.all([mediaFlows(client.page), mediaFlows(counsellor.page)])
  await hears(counsellor, 'Vor dem Neuladen.')
  await say(client, 'Nach dem Neuladen.')
  await hears(counsellor, 'Nach dem Neuladen.')
  expect(await securityCode(counsellor)).toBe(await securityCode(client))
  expect([counsellor, client].flatMap((person) => person.complaints)).toEqual([])
}, 240_000)
