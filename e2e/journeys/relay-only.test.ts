import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../browsers.ts'
import { openLab, type Lab } from '../lab.ts'
import { mediaCount, mediaFlows, until } from '../media-probe.ts'
import { admit, canary, enterRoom, enterWaitingRoom, newPerson, planMeeting, registerCounsellor } from '../people.ts'
import { startTurn, type Turn } from '../turn.ts'

let lab: Lab
let browser: Browser
let turn: Turn

beforeAll(async () => {
  turn = await startTurn()
  lab = await openLab({ env: { TURN_URLS: turn.urls.join(','), TURN_SECRET: turn.secret } })
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
  await lab?.close()
  await turn?.stop()
})

test('a person who hides their IP address is seen and heard through the own TURN server alone', async () => {
  const counsellor = await registerCounsellor(browser, lab)
  const link = await planMeeting(counsellor)
  const client = await newPerson(browser, lab, 'phone')
  const displayName = canary('Mond')
  await enterWaitingRoom(client, link, displayName)
  await enterRoom(counsellor)
  await admit(counsellor, displayName)
  await Promise.all([mediaFlows(counsellor.page), mediaFlows(client.page)])

  await client.page.getByRole('button', { name: 'Mehr', exact: true }).click()
  await client.page.getByRole('switch', { name: /^IP-Adresse verbergen/ }).click()
  await until('a path through the relay', async () => {
    const { candidateTypes } = await mediaCount(client.page)
    return candidateTypes.length > 0 && candidateTypes.every((type) => type === 'relay')
  })
  await Promise.all([mediaFlows(counsellor.page), mediaFlows(client.page)])
  expect((await mediaCount(client.page)).candidateTypes).toEqual(['relay'])
}, 240_000)
