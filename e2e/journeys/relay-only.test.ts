import { afterAll, expect, test } from 'vitest'
import { meet, setStage } from '../journey.ts'
import { mediaCount, mediaFlows, until } from '../media-probe.ts'
import { startTurn, type Turn } from '../turn.ts'

let turn: Turn | undefined
const stage = setStage(async () => {
  turn = await startTurn()
  return { TURN_URLS: turn.urls.join(','), TURN_SECRET: turn.secret }
})
afterAll(() => turn?.stop())

test('a person who hides their IP address is seen and heard through the own TURN server alone', async () => {
  const { counsellor, client } = await meet(stage)
  await client.page.getByRole('button', { name: 'Mehr', exact: true }).click()
  await client.page.getByRole('switch', { name: /^IP-Adresse verbergen/ }).click()
  await until('a path through the relay', async () => {
    const { candidateTypes } = await mediaCount(client.page)
    return candidateTypes.length > 0 && candidateTypes.every((type) => type === 'relay')
  })
  await Promise.all([mediaFlows(counsellor.page), mediaFlows(client.page)])
  expect(new Set((await mediaCount(client.page)).candidateTypes)).toEqual(new Set(['relay']))
}, 240_000)
