import type { Browser } from 'playwright-core'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../browsers.ts'
import { scanForCanaries } from '../canary-scan.ts'
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

test('names, addresses, notes, messages and links are never on disk or in a log in the clear, during a meeting or after it', async () => {
  const counsellor = await registerCounsellor(browser, lab)
  const [note, clientName, message] = [canary('Notiz'), canary('Mond'), canary('Wort')]
  const link = await planMeeting(counsellor, note)
  const client = await newPerson(browser, lab, 'phone')
  const receipt = await enterWaitingRoom(client, link, clientName)
  await enterRoom(counsellor)
  await admit(counsellor, clientName)
  await Promise.all([mediaFlows(counsellor.page), mediaFlows(client.page)])
  await say(client, message)
  await hears(counsellor, message)

  const session = (await client.context.cookies())[0]?.value ?? ''
  const secret = new URL(link).hash.slice(1)
  expect([session.length, secret.length].every((length) => length > 20)).toBe(true)
  const canaries = [
    counsellor.firstName,
    counsellor.lastName,
    counsellor.email,
    counsellor.userName,
    counsellor.password,
    note,
    clientName,
    message,
    receipt,
    secret,
    session,
  ]
  const places = [lab.folder, '/dev/shm']
  const scan = () => scanForCanaries(places, canaries)

  const control = join(lab.dataDir, 'control')
  await writeFile(control, `vorher ${Buffer.from(`x${message}`).toString('base64')} nachher ${note}`)
  const found = await scan()
  expect(found.map((find) => find.canary).sort(), 'the scanner finds what was planted, and nothing else').toEqual(
    [message, note].sort(),
  )
  await writeFile(control, '')
  expect(await scan()).toEqual([])

  await endForAll(counsellor)
  await Promise.all([deletionReceipt(counsellor), deletionReceipt(client)])
  expect(await scan()).toEqual([])
  for (const secretText of canaries) expect(lab.log()).not.toContain(secretText)
}, 240_000)
