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

test('three people meet; the third neither hears what was said before nor is heard after being removed', async () => {
  const counsellor = await registerCounsellor(browser, lab)
  const link = await planMeeting(counsellor)
  const [first, second] = [await newPerson(browser, lab, 'phone'), await newPerson(browser, lab)]
  const [firstName, secondName] = [canary('Mond'), canary('Stern')]

  await enterRoom(counsellor)
  await enterWaitingRoom(first, link, firstName)
  await admit(counsellor, firstName)
  await pictureOf(counsellor, firstName)
  await say(first, 'Das bleibt unter uns.')
  await hears(counsellor, 'Das bleibt unter uns.')

  await enterWaitingRoom(second, link, secondName)
  await admit(counsellor, secondName)
  await Promise.all([pictureOf(counsellor, secondName), pictureOf(first, secondName), pictureOf(second, firstName)])
  await Promise.all([counsellor, first, second].map(({ page }) => mediaFlows(page, 2)))

  await say(second, 'Guten Tag, ich dolmetsche.')
  await Promise.all([hears(counsellor, 'Guten Tag, ich dolmetsche.'), hears(first, 'Guten Tag, ich dolmetsche.')])
  expect(await second.page.getByText('Das bleibt unter uns.').count()).toBe(0)

  await second.page.getByRole('button', { name: 'Raum verlassen', exact: true }).click()
  await second.page.getByRole('dialog').getByRole('button', { name: 'Raum verlassen', exact: true }).click()
  await first.page.getByRole('figure', { name: secondName }).waitFor({ state: 'detached' })
  await say(counsellor, 'Nun sind wir wieder zu zweit.')
  await hears(first, 'Nun sind wir wieder zu zweit.')
  await mediaFlows(first.page)
  expect([counsellor, first, second].flatMap((person) => person.complaints)).toEqual([])
}, 240_000)
