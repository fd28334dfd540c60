import { expect, test } from 'vitest'
import { headerBytes } from '@vieraugen/protocol/relay.ts'
import { meet, setStage } from '../journey.ts'
import { mediaCount, mediaFlows, until } from '../media-probe.ts'
import { canary, enterWaitingRoom, hears, newPerson, say } from '../people.ts'

const stage = setStage()

test('a stranger who has only the link waits and receives no room data, however much is said and shown', async () => {
  const { counsellor, client, clientName, link } = await meet(stage)
  const stranger = await newPerson(stage.browser, stage.lab)
  const strangerName = canary('Fremd')
  const texts: { t: string }[] = []
  const boxes: Buffer[] = []
  stranger.page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      if (typeof payload === 'string') texts.push(JSON.parse(payload) as { t: string })
      else boxes.push(payload)
    })
  })
  await enterWaitingRoom(stranger, link, strangerName)
  await counsellor.page
    .getByRole('region', { name: 'Im Wartezimmer' })
    .getByRole('heading', { name: strangerName })
    .waitFor()
  await until('the answer to the knock', async () => boxes.length > 0)

  const secret = canary('Geheim')
  for (const text of [`${secret} eins`, `${secret} zwei`]) {
    await say(counsellor, text)
    await hears(client, text)
  }
  await client.page.reload()
  await Promise.all([mediaFlows(counsellor.page), mediaFlows(client.page)])

  // docs/protocol.md: 3 is the moderator's hello, 5 the state of one's own knock. Everything else is for members.
  const types = boxes.map((frame) => frame[headerBytes])
  expect(types.filter((type) => type !== 3 && type !== 5)).toEqual([])
  const harmless = ['welcome', 'opening', 'queue', 'pong']
  expect(texts.filter((frame) => !harmless.includes(frame.t))).toEqual([])
  expect(JSON.stringify(texts)).not.toContain(clientName)
  expect((await mediaCount(stranger.page)).frames).toEqual([])
  expect(await stranger.page.getByText(secret).count()).toBe(0)
  await stranger.page.getByRole('heading', { name: 'Wartezimmer' }).waitFor()
}, 240_000)
