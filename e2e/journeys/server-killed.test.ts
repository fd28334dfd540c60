import { expect, test } from 'vitest'
import { meet, setStage } from '../journey.ts'
import { mediaFlows } from '../media-probe.ts'
import { deletionReceipt, endForAll, hears, say } from '../people.ts'

const stage = setStage()

test('a server that dies in the middle of a meeting interrupts neither picture nor sound, and the meeting goes on when it is back', async () => {
  const { counsellor, client } = await meet(stage)
  const bothFlow = () => Promise.all([mediaFlows(counsellor.page), mediaFlows(client.page)])
  await say(client, 'Vor dem Ausfall.')
  await hears(counsellor, 'Vor dem Ausfall.')

  await stage.lab.kill()
  await bothFlow()
  await stage.lab.start()
  await bothFlow()

  await say(client, 'Nach dem Ausfall.')
  await hears(counsellor, 'Nach dem Ausfall.')
  await say(counsellor, 'Wir sind noch da.')
  await hears(client, 'Wir sind noch da.')
  await endForAll(counsellor)
  expect(await deletionReceipt(client)).toBe(await deletionReceipt(counsellor))
}, 240_000)
