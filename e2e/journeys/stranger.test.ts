import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { headerBytes } from '@vieraugen/protocol/relay.ts'
import { launchChromium } from '../browsers.ts'
import { openLab, type Lab } from '../lab.ts'
import { mediaCount, mediaFlows, until } from '../media-probe.ts'
import {
  admit,
  canary,
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

test('a stranger who has only the link waits and receives no room data, however much is said and shown', async () => {
  const counsellor = await registerCounsellor(browser, lab)
  const link = await planMeeting(counsellor)
  const client = await newPerson(browser, lab, 'phone')
  const stranger = await newPerson(browser, lab)
  const [clientName, strangerName] = [canary('Mond'), canary('Fremd')]
  await enterWaitingRoom(client, link, clientName)
  await enterRoom(counsellor)
  await admit(counsellor, clientName)
  await Promise.all([mediaFlows(counsellor.page), mediaFlows(client.page)])

  const texts: { t: string }[] = []
  const boxes: Buffer[] = []
  stranger.page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      if (typeof payload === 'string') texts.push(JSON.parse(payload) as { t: string })
      else boxes.push(payload)
    })
  })
  await enterWaitingRoom(stranger, link, strangerName)
  await counsellor.page
    .getByRole('region', { name: 'Im Wartezimmer' })
    .getByRole('heading', { name: strangerName })
    .waitFor()
  await until('the answer to the knock', async () => boxes.length > 0)

  const secret = canary('Geheim')
  for (const text of [`${secret} eins`, `${secret} zwei`]) {
    await say(counsellor, text)
    await hears(client, text)
  }
  await client.page.reload()
  await Promise.all([mediaFlows(counsellor.page), mediaFlows(client.page)])

  // docs/protocol.md: 3 is the moderator's hello, 5 the state of one's own knock. Everything else is for members.
  const types = boxes.map((frame) => frame[headerBytes])
  expect(types.filter((type) => type !== 3 && type !== 5)).toEqual([])
  const harmless = ['welcome', 'opening', 'queue', 'pong']
  expect(texts.filter((frame) => !harmless.includes(frame.t))).toEqual([])
  expect(JSON.stringify(texts)).not.toContain(clientName)
  expect((await mediaCount(stranger.page)).frames).toEqual([])
  expect(await stranger.page.getByText(secret).count()).toBe(0)
  await stranger.page.getByRole('heading', { name: 'Wartezimmer' }).waitFor()
}, 240_000)
