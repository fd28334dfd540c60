import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchChromium, launchFirefox } from '../browsers.ts'
import { openLab, type Lab } from '../lab.ts'
import { watchDevices } from '../journey.ts'
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
  pictureOf,
  planMeeting,
  registerCounsellor,
  say,
  securityCode,
} from '../people.ts'

describe.each([
  ['Chromium', launchChromium],
  ['Firefox', launchFirefox],
] as const)('a counsellor in Chromium and a client in %s', (_, launchClient) => {
  let lab: Lab
  let counsellorBrowser: Browser
  let clientBrowser: Browser

  beforeAll(async () => {
    lab = await openLab()
    counsellorBrowser = await launchChromium()
    clientBrowser = await launchClient()
  })
  afterAll(async () => {
    await counsellorBrowser?.close()
    await clientBrowser?.close()
    await lab?.close()
  })

  watchDevices(() => lab)

  test('meet, see, hear and write to each other end-to-end encrypted, and everything is gone at the end', async () => {
    const counsellor = await registerCounsellor(counsellorBrowser, lab)
    const link = await planMeeting(counsellor, 'Erstgespräch')
    const client = await newPerson(clientBrowser, lab, 'phone')
    const displayName = canary('Mond')

    const receipt = await enterWaitingRoom(client, link, displayName)
    expect(receipt).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/)
    await enterRoom(counsellor)
    await admit(counsellor, displayName)

    await pictureOf(counsellor, displayName)
    await pictureOf(client, counsellor.firstName)
    await Promise.all([mediaFlows(counsellor.page), mediaFlows(client.page)])
    expect(await securityCode(client)).toBe(await securityCode(counsellor))

    await say(counsellor, 'Guten Tag, hören Sie mich gut?')
    await hears(client, 'Guten Tag, hören Sie mich gut?')
    await say(client, 'Ja, sehr gut.')
    await hears(counsellor, 'Ja, sehr gut.')

    await endForAll(counsellor)
    const [shownToCounsellor, shownToClient] = await Promise.all([deletionReceipt(counsellor), deletionReceipt(client)])
    expect(shownToClient).toBe(shownToCounsellor)

    for (const person of [counsellor, client]) {
      expect(await person.page.evaluate(() => sessionStorage.length)).toBe(0)
      expect(person.complaints).toEqual([])
      expect([...person.hosts], 'the browser was watched at all').toEqual([new URL(lab.url).host])
    }
  }, 180_000)
})
