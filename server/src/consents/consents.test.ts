import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as accounts from '@vieraugen/protocol/http/accounts.ts'
import { renewConsent, textArchive } from '@vieraugen/protocol/http/consents.ts'
import { listMeetings } from '@vieraugen/protocol/http/meetings.ts'
import * as rights from '@vieraugen/protocol/http/rights.ts'
import { readBoxes } from '@vieraugen/protocol/http/site.ts'
import type { Ticks } from '@vieraugen/protocol/shapes.ts'
import { type App, createApp } from '../app.ts'
import { TestBrowser } from '../base/http/test-browser.ts'
import { openCards } from '../base/operator-card.ts'
import { anna, createTestApp, type TestApp } from '../test-app.ts'

let server: TestApp
let later: App | null
beforeEach(async () => {
  server = await createTestApp()
  later = null
})
afterEach(async () => {
  await later?.close()
  await server.close()
})

/** The next start on the same database: the operator moved, so every text is another one. */
async function restartWithOtherTexts(): Promise<TestBrowser> {
  const { fictitious: _, ...card } = server.cards.now
  const board = [...card.controller.board]
  const moved = { ...card, controller: { ...card.controller, board, street: 'Neuer Weg 9' } }
  const config = { ...server.config, cardFile: moved }
  server.clock.advance(60_000)
  later = await createApp({ ...server, config, cards: await openCards({ ...server, config }) })
  return new TestBrowser(later.http)
}

async function ticksIn(browser: TestBrowser, language: 'de' | 'en'): Promise<Ticks> {
  const { boxes } = await browser.call(readBoxes, {}, { audience: 'counsellor', language })
  return Object.fromEntries(boxes.map(({ key, hash }) => [key, hash])) as Ticks
}

const signIn = (browser: TestBrowser) => browser.call(accounts.signIn, { login: anna.email, password: anna.password })

describe('after a text changed, a counsellor', () => {
  test('is asked at the next sign-in before anything but the own rights, and goes on after the boxes', async () => {
    await (await server.signedIn()).call(listMeetings, {})
    const browser = await restartWithOtherTexts()
    await signIn(browser)
    await expect(browser.call(listMeetings, {})).rejects.toThrow('consent-needed')
    const old = await server.ticks('counsellor')
    await expect(browser.call(renewConsent, { language: 'de', ticks: old })).rejects.toThrow('texts-changed')
    await expect(browser.call(listMeetings, {})).rejects.toThrow('consent-needed')

    await browser.call(renewConsent, { language: 'en', ticks: await ticksIn(browser, 'en') })
    await browser.call(listMeetings, {})
    const { consents } = await browser.call(rights.myRights, {})
    expect(consents.map(({ language, withdrawnAt }) => [language, withdrawnAt])).toEqual([
      ['en', null],
      ['de', null],
    ])
    expect(new Set(consents.flatMap(({ items }) => items.map(({ hash }) => hash))).size).toBe(6)
  })

  test('who is signed in already is asked too', async () => {
    const before = await server.signedIn()
    const browser = await restartWithOtherTexts()
    for (const [name, value] of before.cookies) browser.cookies.set(name, value)
    await expect(browser.call(listMeetings, {})).rejects.toThrow('consent-needed')
  })

  test('who does not agree can take the data along, withdraw and go', async () => {
    await server.signedIn()
    const browser = await restartWithOtherTexts()
    await signIn(browser)
    const { activities } = await browser.call(rights.myCopy, { language: 'de' })
    expect(activities.length).toBeGreaterThan(3)
    await browser.call(accounts.changeNames, { firstName: 'Anna', lastName: 'Neu', userName: anna.userName })
    await browser.call(rights.withdrawConsent, {})
    await expect(signIn(browser)).rejects.toThrow('wrong-credentials')
    const rows = await server.db.selectFrom('consent').select('withdrawn_at').execute()
    expect(rows).toEqual([{ withdrawn_at: server.clock.now() }])
  })

  test('who does not agree can delete the account', async () => {
    await server.signedIn()
    const browser = await restartWithOtherTexts()
    await signIn(browser)
    await browser.call(accounts.deleteAccount, { password: anna.password })
    await expect(signIn(browser)).rejects.toThrow('wrong-credentials')
  })

  test('two clicks make one entry, and a second renewal changes nothing', async () => {
    await server.signedIn()
    const browser = await restartWithOtherTexts()
    await signIn(browser)
    const body = { language: 'de', ticks: await ticksIn(browser, 'de') } as const
    await Promise.all([browser.call(renewConsent, body), browser.call(renewConsent, body)])
    await browser.call(renewConsent, { language: 'en', ticks: await ticksIn(browser, 'en') })
    expect((await browser.call(rights.myRights, {})).consents).toHaveLength(2)
  })

  test('a withdrawn consent does not count, whatever its texts', async () => {
    const browser = await server.signedIn()
    await server.db.updateTable('consent').set({ withdrawn_at: server.clock.now() }).execute()
    await expect(browser.call(listMeetings, {})).rejects.toThrow('consent-needed')
  })
})

describe('the archive of texts', () => {
  test('shows everybody every version there was, and its words make its checksum', async () => {
    const first = (await server.browser().call(textArchive, {})).texts
    expect(first).toHaveLength(10)
    expect(first.every(({ inForce }) => inForce)).toBe(true)
    expect(first.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['Datenschutzerklärung', 'Privacy statement', 'Einwilligung für KlientInnen']),
    )
    const anyone = await restartWithOtherTexts()
    const { texts } = await anyone.call(textArchive, {})
    const statements = texts.filter(({ title }) => title === 'Datenschutzerklärung')
    expect(statements.map(({ inForce }) => inForce)).toEqual([true, false])
    expect(statements[0]!.publishedAt > statements[1]!.publishedAt).toBe(true)
    for (const { hash, language } of statements) {
      const archived = await anyone.call(rights.archivedText, { hash })
      expect(createHash('sha256').update(archived.body).digest('hex')).toBe(hash)
      expect(archived.language).toBe(language)
    }
    const bodies = await Promise.all(statements.map(({ hash }) => anyone.call(rights.archivedText, { hash })))
    expect(bodies.map(({ body }) => body.includes('Neuer Weg 9'))).toEqual([true, false])
  })
})
