import { expect, test } from 'vitest'
import { meet, setStage } from '../journey.ts'
import { mediaFlows } from '../media-probe.ts'
import { canary, enterWaitingRoom, hears, newPerson, pictureOf, say, securityCode } from '../people.ts'

const stage = setStage()

test('a reload keeps the place in the room of client and counsellor without a second admission', async () => {
  const { counsellor, client, clientName } = await meet(stage)
  await say(counsellor, 'Vor dem Neuladen.')
  await hears(client, 'Vor dem Neuladen.')

  await client.page.reload()
  await pictureOf(client, counsellor.firstName)
  await Promise.all([mediaFlows(client.page), mediaFlows(counsellor.page)])
  await hears(client, 'Vor dem Neuladen.')
  expect(await securityCode(client)).toBe(await securityCode(counsellor))

  await counsellor.page.reload()
  await pictureOf(counsellor, clientName)
  await Promise.all([mediaFlows(client.page), mediaFlows(counsellor.page)])
  await hears(counsellor, 'Vor dem Neuladen.')
  await say(client, 'Nach dem Neuladen.')
  await hears(counsellor, 'Nach dem Neuladen.')
  expect(await securityCode(counsellor)).toBe(await securityCode(client))
  expect([counsellor, client].flatMap((person) => person.complaints)).toEqual([])
}, 240_000)

test('a reload keeps the place in the waiting room', async () => {
  const { counsellor, link } = await meet(stage)
  const next = await newPerson(stage.browser, stage.lab)
  const name = canary('Stern')
  await enterWaitingRoom(next, link, name)
  await next.page.reload()
  await next.page.getByRole('heading', { name: 'Wartezimmer' }).waitFor()
  const waiting = counsellor.page.getByRole('region', { name: 'Im Wartezimmer' })
  await waiting
    .getByRole('listitem')
    .filter({ hasText: name })
    .getByRole('button', { name: 'Einlassen', exact: true })
    .waitFor()
  expect(await waiting.getByRole('listitem').count()).toBe(1)
}, 240_000)
