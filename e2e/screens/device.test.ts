import { expect, test } from 'vitest'
import { leave } from '../device-probe.ts'
import { setStage } from '../journey.ts'
import { newPerson, visitors } from '../people.ts'

const stage = setStage()

/** What leaves traces, and how the probe names them. Each runs in a page of the product. */
const traces: [name: string, plant: () => unknown][] = [
  ['session storage: stray', () => sessionStorage.setItem('stray', '1')],
  ['local storage: stray', () => localStorage.setItem('stray', '1')],
  [
    'database: stray',
    () =>
      new Promise((resolve) => {
        indexedDB.open('stray').onsuccess = resolve
      }),
  ],
  ['cache: stray', () => caches.open('stray')],
  [
    'file: stray',
    async () => (await navigator.storage.getDirectory()).getFileHandle('stray', { create: true }).then(() => undefined),
  ],
  ['a cookie for scripts: stray', () => (document.cookie = 'stray=1')],
  ['the cookie stray with an end', () => (document.cookie = 'stray=1; max-age=600; samesite=strict')],
  [
    'asks stun:stray.example:3478 for a path',
    () => void new RTCPeerConnection({ iceServers: [{ urls: 'stun:stray.example:3478' }] }),
  ],
]

test('the look at a device finds whatever is left on it, before its pages are closed and after', async () => {
  const person = await newPerson(stage.browser, stage.lab)
  visitors.clear()
  await person.page.goto('/nachweis')
  for (const [, plant] of traces) await person.page.evaluate(plant)
  const found = await leave(person, stage.lab.url)
  expect(found).toEqual(expect.arrayContaining(traces.map(([name]) => name)))
})

test('a page that asks another host, or may, is found, and one that does neither is not', async () => {
  const [good, bad] = [await newPerson(stage.browser, stage.lab), await newPerson(stage.browser, stage.lab)]
  visitors.clear()
  await good.page.goto('/nachweis')
  expect(await leave(good, stage.lab.url)).toEqual([])

  await bad.page.route('**/impressum', async (route) => {
    const answer = await route.fetch()
    const policy = answer.headers()['content-security-policy'] ?? ''
    const loose = policy
      .replace("img-src 'self'", "img-src 'self' https://stray.example")
      .replace("base-uri 'none'", '')
    await route.fulfill({ response: answer, headers: { ...answer.headers(), 'content-security-policy': loose } })
  })
  await bad.page.route('https://stray.example/**', (route) => route.fulfill({ body: '' }))
  await bad.page.goto('/impressum')
  await bad.page.evaluate(
    () =>
      new Promise((resolve) => {
        const image = new Image()
        image.addEventListener('error', resolve)
        image.src = 'https://stray.example/pixel.gif'
      }),
  )
  expect((await leave(bad, stage.lab.url)).toSorted()).toEqual([
    'a page whose img-src allows https://stray.example',
    'a page without base-uri',
    'asks the host stray.example',
  ])
})
