import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scanForCanaries } from '../canary-scan.ts'
import { meet, setStage } from '../journey.ts'
import { canary, deletionReceipt, endForAll, hears, say } from '../people.ts'

const stage = setStage()

test('names, addresses, notes, messages and links are never on disk or in a log in the clear, during a meeting or after it', async () => {
  const { lab } = stage
  const [note, message] = [canary('Notiz'), canary('Wort')]
  const { counsellor, client, clientName, link, receiptCode } = await meet(stage, note)
  await say(client, message)
  await hears(counsellor, message)

  const session = (await client.context.cookies())[0]?.value ?? ''
  const secret = new URL(link).hash.slice(1)
  expect([session.length, secret.length].every((length) => length > 20)).toBe(true)
  const canaries = [
    counsellor.firstName,
    counsellor.lastName,
    counsellor.email,
    counsellor.userName,
    counsellor.password,
    note,
    clientName,
    message,
    receiptCode,
    secret,
    session,
  ]
  const places = [lab.folder, '/dev/shm']
  const scan = () => scanForCanaries(places, canaries)

  const control = join(lab.dataDir, 'control')
  await writeFile(control, `vorher ${Buffer.from(`x${message}`).toString('base64')} nachher ${note}`)
  const found = await scan()
  expect(found.map((find) => find.canary).sort(), 'the scanner finds what was planted, and nothing else').toEqual(
    [message, note].sort(),
  )
  await writeFile(control, '')
  expect(await scan()).toEqual([])

  await endForAll(counsellor)
  await Promise.all([deletionReceipt(counsellor), deletionReceipt(client)])
  expect(await scan()).toEqual([])
  for (const secretText of canaries) expect(lab.log()).not.toContain(secretText)
}, 240_000)
