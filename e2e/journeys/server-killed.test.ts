import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../browsers.ts'
import { openLab, type Lab } from '../lab.ts'
import { mediaFlows } from '../media-probe.ts'
import {
  admit,
  canary,
  deletionReceipt,
  endForAll,
  enterRoom,
  enterWaitingRoom,
  hears,
  newPerson,
  planMeeting,
  registerCounsellor,
  say,
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

test('a server that dies in the middle of a meeting interrupts neither picture nor sound, and the meeting goes on when it is back', async () => {
  const counsellor = await registerCounsellor(browser, lab)
  const link = await planMeeting(counsellor)
  const client = await newPerson(browser, lab, 'phone')
  const displayName = canary('Mond')
  await enterWaitingRoom(client, link, displayName)
  await enterRoom(counsellor)
  await admit(counsellor, displayName)
  await Promise.all([mediaFlows(counsellor.page), mediaFlows(client.page)])
  await say(client, 'Vor dem Ausfall.')
  await hears(counsellor, 'Vor dem Ausfall.')

  await lab.kill()
  await Promise.all([mediaFlows(counsellor.page), mediaFlows(client.page)])
  await lab.start()
  await Promise.all([mediaFlows(counsellor.page), mediaFlows(client.page)])

  await say(client, 'Nach dem Ausfall.')
  await hears(counsellor, 'Nach dem Ausfall.')
  await say(counsellor, 'Wir sind noch da.')
  await hears(client, 'Wir sind noch da.')

  await endForAll(counsellor)
  expect(await deletionReceipt(client)).toBe(await deletionReceipt(counsellor))
}, 240_000)
