import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { launchChromium } from './browsers.ts'
import { leave } from './device-probe.ts'
import { openLab, type Lab } from './lab.ts'
import { mediaFlows } from './media-probe.ts'
import {
  admit,
  canary,
  type Counsellor,
  enterRoom,
  enterWaitingRoom,
  newPerson,
  type Person,
  planMeeting,
  registerCounsellor,
  visitors,
} from './people.ts'

/** Where the journeys of a file happen: the whole product and a browser, from the first test to the last. */
export interface Stage {
  readonly lab: Lab
  readonly browser: Browser
}

/** After each test everybody leaves, and nothing is on their devices that the register does not name (P11, P18). */
export function watchDevices(lab: () => Lab): void {
  afterEach(async () => {
    const devices = [...visitors]
    visitors.clear()
    const found = await Promise.all(devices.map((device) => leave(device, lab().url)))
    expect(found.flat()).toEqual([])
  })
}

/** `env` is asked for when the stage is set, so that it can name servers started before. */
export function setStage(env: () => Promise<Record<string, string>> = async () => ({})): Stage {
  let lab: Lab | undefined
  let browser: Browser | undefined
  beforeAll(async () => {
    lab = await openLab({ env: await env() })
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser?.close()
    await lab?.close()
  })
  const set = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('The stage is not set yet')
    return value
  }
  watchDevices(() => set(lab))
  return {
    get lab() {
      return set(lab)
    },
    get browser() {
      return set(browser)
    },
  }
}

export interface Meeting {
  readonly counsellor: Counsellor
  /** On a phone. */
  readonly client: Person
  readonly clientName: string
  readonly link: string
  readonly receiptCode: string
}

/** A counsellor and a client who have been through every door and see and hear each other. */
export async function meet({ lab, browser }: Stage, note = ''): Promise<Meeting> {
  const counsellor = await registerCounsellor(browser, lab)
  const link = await planMeeting(counsellor, note)
  const client = await newPerson(browser, lab, 'phone')
  const clientName = canary('Mond')
  const receiptCode = await enterWaitingRoom(client, link, clientName)
  await enterRoom(counsellor)
  await admit(counsellor, clientName)
  await Promise.all([mediaFlows(counsellor.page), mediaFlows(client.page)])
  return { counsellor, client, clientName, link, receiptCode }
}
