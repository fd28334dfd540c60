import { expect, test } from 'vitest'
import { meet, setStage } from '../journey.ts'
import { mediaCount, until } from '../media-probe.ts'
import { judgeCode, securityCode } from '../people.ts'

const stage = setStage()

test('equal codes turn the lock green; different codes stop picture and sound on both sides and wipe the keys', async () => {
  const { counsellor, client, clientName } = await meet(stage)
  expect(await securityCode(counsellor)).toBe(await securityCode(client))
  await counsellor.page.getByRole('button', { name: 'Sicherheitscode noch nicht verglichen' }).waitFor()
  await judgeCode(counsellor, 'stimmt überein')
  await counsellor.page.keyboard.press('Escape')
  await counsellor.page.getByRole('button', { name: 'Sicherheitscode verglichen' }).waitFor()

  await judgeCode(client, 'stimmt nicht')
  await client.page.getByRole('heading', { name: /Sicherheitscode/ }).waitFor()
  expect(await client.page.evaluate(() => sessionStorage.length)).toBe(0)
  for (const { page } of [client, counsellor])
    await until('the end of all connections', async () => (await mediaCount(page)).frames.length === 0)
  await counsellor.page.getByRole('figure', { name: clientName }).waitFor({ state: 'detached' })
}, 180_000)
