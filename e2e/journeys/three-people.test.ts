import { expect, test } from 'vitest'
import { meet, setStage } from '../journey.ts'
import { mediaFlows } from '../media-probe.ts'
import { admit, canary, enterWaitingRoom, hears, newPerson, pictureOf, say } from '../people.ts'

const stage = setStage()

test('three people meet; the third neither hears what was said before nor is seen after leaving', async () => {
  const { counsellor, client: first, clientName: firstName, link } = await meet(stage)
  const second = await newPerson(stage.browser, stage.lab)
  const secondName = canary('Stern')
  await say(first, 'Das bleibt unter uns.')
  await hears(counsellor, 'Das bleibt unter uns.')

  await enterWaitingRoom(second, link, secondName)
  await admit(counsellor, secondName)
  await Promise.all([
    pictureOf(counsellor, secondName),
    pictureOf(first, secondName),
    pictureOf(second, firstName),
    ...[counsellor, first, second].map(({ page }) => mediaFlows(page, 2)),
  ])
  await say(second, 'Guten Tag, ich dolmetsche.')
  await Promise.all([hears(counsellor, 'Guten Tag, ich dolmetsche.'), hears(first, 'Guten Tag, ich dolmetsche.')])
  expect(await second.page.getByText('Das bleibt unter uns.').count()).toBe(0)

  await second.page.getByRole('button', { name: 'Raum verlassen', exact: true }).click()
  await second.page.getByRole('dialog').getByRole('button', { name: 'Raum verlassen', exact: true }).click()
  await first.page.getByRole('figure', { name: secondName }).waitFor({ state: 'detached' })
  await say(counsellor, 'Nun sind wir wieder zu zweit.')
  await hears(first, 'Nun sind wir wieder zu zweit.')
  await mediaFlows(first.page)
  expect([counsellor, first, second].flatMap((person) => person.complaints)).toEqual([])
}, 240_000)
