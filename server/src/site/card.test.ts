import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listMeetings } from '@vieraugen/protocol/http/meetings.ts'
import { previewCard, publishCard, readCard } from '@vieraugen/protocol/http/admin-texts.ts'
import { textArchive } from '@vieraugen/protocol/http/consents.ts'
import { readText, site } from '@vieraugen/protocol/http/site.ts'
import type { TestBrowser } from '../base/http/test-browser.ts'
import { operator } from '../base/audit.ts'
import { openCards } from '../base/operator-card.ts'
import { createTestApp, type TestApp } from '../test-app.ts'
import { publishCard as publish } from './commands.ts'

let server: TestApp
let administrator: TestBrowser
beforeEach(async () => {
  server = await createTestApp()
  administrator = await server.staff('administrator')
})
afterEach(() => server.close())

async function moved(street: string) {
  const { card } = await administrator.call(readCard, {})
  return { ...card, controller: { ...card.controller, street } }
}
const acts = () => server.db.selectFrom('audit_entry').select(['act', 'thing']).orderBy('number').execute()

describe('the operator’s card', () => {
  test('is the invented one until another is published, and then stands everywhere at once', async () => {
    expect((await server.browser().call(site, {})).card.fictitious).toBe(true)
    const card = await moved('Neuer Weg 9')
    expect(await administrator.call(publishCard, { card, after: 0 })).toEqual({ version: 1 })

    const shown = await server.browser().call(site, {})
    expect(shown.card).toMatchObject({ fictitious: false, controller: { street: 'Neuer Weg 9' } })
    const text = await server.browser().call(readText, {}, { id: 'privacy', language: 'de' })
    expect(JSON.stringify(text)).toContain('Neuer Weg 9')
    expect(await acts()).toEqual([{ act: 'card.published', thing: '1' }])
    const again = await openCards(server)
    expect(again.now.controller.street).toBe('Neuer Weg 9')
  })

  test('shows in the preview what would change and whom it would ask again, and stores nothing', async () => {
    const same = await administrator.call(previewCard, { card: await moved('Beispielweg 1') })
    expect(same.texts.some(({ changed }) => changed)).toBe(false)
    expect(same.asksAgain).toEqual({ counsellor: false, client: false })
    const other = await administrator.call(previewCard, { card: await moved('Neuer Weg 9') })
    expect(other.texts.filter(({ changed, text }) => changed && text.id === 'privacy')).toHaveLength(2)
    expect(other.asksAgain).toEqual({ counsellor: true, client: true })
    expect((await administrator.call(readCard, {})).version).toBe(0)
    expect(await acts()).toEqual([])
  })

  test('once published asks counsellors anew, with every hash they can tick in the archive', async () => {
    const counsellor = await server.signedIn()
    await counsellor.call(listMeetings, {})
    await administrator.call(publishCard, { card: await moved('Neuer Weg 9'), after: 0 })
    await expect(counsellor.call(listMeetings, {})).rejects.toThrow('consent-needed')
    const { texts } = await server.browser().call(textArchive, {})
    const archived = texts.map(({ hash }) => hash)
    expect(Object.values(await server.ticks('counsellor')).filter((hash) => !archived.includes(hash))).toEqual([])
  })

  test('published by two people from one version is the first one’s; the second hears of it and nothing stays of it', async () => {
    const { now } = server.cards
    const cards = [await moved('Weg 1'), await moved('Weg 2')]
    // Behind the gate, where both have been let in already.
    const told = await Promise.allSettled(cards.map((card) => publish(server, { card, after: 0, actor: operator })))
    expect(told.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(told.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'outdated' } })
    expect(server.cards.now).not.toBe(now)
    expect(await acts()).toHaveLength(1)
    expect(await server.cards.versions()).toHaveLength(1)
  })

  test('is not made real by publishing the invented entries, and the same entries twice are one version and one act', async () => {
    const { card } = await administrator.call(readCard, {})
    await expect(administrator.call(publishCard, { card, after: 0 })).rejects.toThrow('card-invented')
    expect(server.cards.now.fictitious).toBe(true)
    const own = await moved('Weg 1')
    await administrator.call(publishCard, { card: own, after: 0 })
    const again = { card: own, after: 1 }
    let done = 0
    expect(await server.cards.publish(again, async () => void done++)).toBe(1)
    expect([done, (await acts()).length, (await server.cards.versions()).length]).toEqual([0, 1, 1])
    expect((await openCards(server)).now.fictitious).toBe(false)
  })

  test('keeps every version that held', async () => {
    const card = await moved('Weg 1')
    await administrator.call(publishCard, { card, after: 0 })
    await server.cards.publish({ card: { ...card, withdrawalEmail: 'neu@example.org' }, after: 1 }, async () => {})
    expect(await server.cards.versions()).toMatchObject([
      { version: 2, card: { withdrawalEmail: 'neu@example.org' } },
      { version: 1, source: 'administration', card: { controller: { street: 'Weg 1' } } },
    ])
  })

  test('in a file of the machine wins, is the newest version once, and cannot be changed in the administration', async () => {
    const card = await moved('Weg 1')
    await administrator.call(publishCard, { card, after: 0 })
    const config = { ...server.config, cardFile: { ...card, withdrawalEmail: 'datei@example.org' } }
    await openCards({ ...server, config })
    const cards = await openCards({ ...server, config })
    expect(cards.now.withdrawalEmail).toBe('datei@example.org')
    const versions = await cards.versions()
    expect(versions.map(({ version, source }) => [version, source])).toEqual([
      [2, 'file'],
      [1, 'administration'],
    ])
    await expect(cards.publish({ card, after: 2 }, async () => {})).rejects.toThrow('forbidden')
  })
})
