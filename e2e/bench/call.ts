import type { Browser, Page } from 'playwright-core'
import { gzipSync } from 'node:zlib'
import { launchChromium } from '../browsers.ts'
import { openLab, type Lab } from '../lab.ts'
import { until } from '../media-probe.ts'
import * as people from '../people.ts'
import { type Figure, median } from './figures.ts'
import { type Moment, momentsOf, noteMoments } from './timeline.ts'

const admissions = 7
/** A person looks before they click; the page has time to finish what it began. */
const lookMs = 1_500
const clientName = 'Mondlicht'

/** What a page has loaded as script until now, in bytes after gzip. */
type Loaded = () => Promise<number>

/** What one admission took, in ms since the click. Each step begins where the one before ended. */
interface Admission {
  readonly total: number
  readonly crypto: number
  readonly signalling: number
  readonly connecting: number
  readonly decoding: number
  /** The client's camera, which opens meanwhile. */
  readonly camera: number
}

interface Weights {
  readonly landing: number
  readonly waiting: number
  readonly call: number
}

/** The product in two separate contexts of one Chromium: how soon both see each other, and how much they load for it. */
export async function measureCall(): Promise<{ admission: Figure[]; script: Figure[] }> {
  const lab = await openLab()
  const browser = await launchChromium()
  try {
    const counsellor = await people.registerCounsellor(browser, lab)
    await noteMoments(counsellor.page)
    const times: Admission[] = []
    let weights: Weights | undefined
    for (let i = 0; i < admissions; i++) {
      const link = await people.planMeeting(counsellor)
      const measured = await admitOnce({ browser, lab, counsellor, link })
      times.push(measured.admission)
      weights ??= measured.weights
    }
    return { admission: admissionFigures(times), script: weights ? scriptFigures(weights) : [] }
  } finally {
    await browser.close()
    await lab.close()
  }
}

interface Visit {
  readonly browser: Browser
  readonly lab: Lab
  readonly counsellor: people.Counsellor
  readonly link: string
}

/** A new client, from the link to the end of the meeting. */
async function admitOnce({
  browser,
  lab,
  counsellor,
  link,
}: Visit): Promise<{ admission: Admission; weights: Weights }> {
  const client = await people.newPerson(browser, lab)
  await noteMoments(client.page)
  const loaded = weigh(client.page)
  await client.page.goto(link)
  await client.page.getByRole('button', { name: 'Weiter' }).waitFor()
  const landing = await loaded()
  await people.enterWaitingRoom(client, link, clientName)
  const waiting = await loaded()
  await people.enterRoom(counsellor)
  await counsellor.page.getByRole('button', { name: 'Einlassen', exact: true }).waitFor()
  await counsellor.page.waitForTimeout(lookMs)
  await people.admit(counsellor, clientName)
  const [there, here] = [await untilFrame(counsellor.page), await untilFrame(client.page)]
  const weights = { landing, waiting, call: await loaded() }
  await people.endForAll(counsellor)
  await people.deletionReceipt(counsellor)
  await client.context.close()
  return { admission: split(there, here), weights }
}

function weigh(page: Page): Loaded {
  const scripts = new Map<string, Promise<number>>()
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return
    scripts.set(
      response.url(),
      response.body().then((body) => gzipSync(body).length),
    )
  })
  return async () => {
    await page.waitForLoadState('networkidle')
    return (await Promise.all(scripts.values())).reduce((sum, bytes) => sum + bytes, 0)
  }
}

function untilFrame(page: Page): Promise<readonly Moment[]> {
  return until('the first remote picture', async () => {
    const moments = await momentsOf(page)
    return moments.some(({ what }) => what === 'frame') && moments
  })
}

/** Lays the two pages side by side. Where both do the same, the later one counts: the aim is that both see each other. */
function split(counsellor: readonly Moment[], client: readonly Moment[]): Admission {
  const click = counsellor.findLast(({ what }) => what === 'click')?.at ?? Number.NaN
  const first = (moments: readonly Moment[], what: Moment['what']) =>
    (moments.find((moment) => moment.what === what && moment.at >= click)?.at ?? Number.NaN) - click
  const last = (what: Moment['what']) => Math.max(first(counsellor, what), first(client, what))
  // The client makes its connection as soon as it has opened the roster with the new key.
  const keyed = first(client, 'created')
  const described = last('described')
  const connected = Math.max(described, last('connected'))
  const total = last('frame')
  return {
    total,
    crypto: keyed,
    signalling: described - keyed,
    connecting: connected - described,
    decoding: Math.max(0, total - connected),
    camera: first(client, 'camera'),
  }
}

function admissionFigures(times: readonly Admission[]): Figure[] {
  const of = (key: keyof Admission) => median(times.map((time) => time[key]))
  const slowest = Math.max(...times.map(({ total }) => total))
  const steps: [string, keyof Admission, string][] = [
    ['crypto', 'crypto', 'click to the roster opened by the client'],
    ['signalling', 'signalling', 'sealed offer and answer, set on both sides'],
    ['ICE and DTLS', 'connecting', 'until both are connected'],
    ['decode', 'decoding', 'until both have decoded a picture'],
    ['(the client’s camera opens after)', 'camera', 'beside the other steps'],
  ]
  const note = `median of ${times.length}, slowest ${slowest.toFixed(0)} ms`
  return [
    { name: 'admission click to first frame on both sides', value: of('total'), unit: 'ms', aim: { below: 800 }, note },
    ...steps.map(([name, key, what]): Figure => ({ name, value: of(key), unit: 'ms', note: what })),
  ]
}

function scriptFigures({ landing, waiting, call }: Weights): Figure[] {
  const figure = (name: string, bytes: number, below: number): Figure => ({
    name,
    value: bytes / 1000,
    unit: 'kB',
    aim: { below },
  })
  return [
    figure('script to the landing page of the invitation', landing, 130),
    figure('script to the waiting room', waiting, 220),
    figure('script to the running call', call, 220),
  ]
}
