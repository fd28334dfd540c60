import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Mail } from './base.ts'
import { transact } from './db/database.ts'
import { createEgress, type Egress } from './egress.ts'
import { deliverMails, waitingMails } from './mail.ts'
import { createTestBase, type TestBase } from './test-base.ts'

let base: TestBase
let received: string[]
let refusing: boolean
let smtp: SMTPServer
let egress: Egress
let port: number

beforeEach(async () => {
  base = await createTestBase()
  received = []
  refusing = false
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      let text = ''
      stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
      stream.on('end', () => {
        if (refusing) return done(Object.assign(new Error(`no ${mail.to}`), { responseCode: 451 }))
        received.push(text)
        done()
      })
    },
  })
  smtp.listen(0, '127.0.0.1')
  await once(smtp.server, 'listening')
  port = (smtp.server.address() as AddressInfo).port
  egress = createEgress({ url: `smtp://127.0.0.1:${port}`, from: 'Beratung <beratung@beispiel.example>' })
})
afterEach(async () => {
  egress.close()
  await new Promise<void>((resolve) => smtp.close(() => resolve()))
  await base.close()
})

const mail: Mail = {
  to: 'anna@beispiel.example',
  subject: 'Für Sie: Grüße',
  text: 'Guten Tag,\n\nschön, dass Sie da sind.\n',
}
const put = (one: Mail = mail) => transact(base.db, (tx) => base.outbox.put(tx, 'confirm-email', one))
const waiting = async () => (await waitingMails(base)).length

test('a mail arrives as it was written and is deleted once it was accepted', async () => {
  await put({ ...mail, calendar: 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n' })
  expect(await deliverMails(base, egress)).toBe(1)
  expect(await waiting()).toBe(0)
  const parsed = await simpleParser(received[0] ?? '')
  expect(parsed.subject).toBe(mail.subject)
  expect(parsed.text?.trim()).toBe(mail.text.trim())
  expect(parsed.html).toBe(false)
  expect(parsed.from?.value[0]).toMatchObject({ address: 'beratung@beispiel.example' })
  expect(received[0]).toContain('text/calendar')
})

test('a refused mail is tried again later', async () => {
  await put()
  refusing = true
  expect(await deliverMails(base, egress)).toBe(0)
  expect(await deliverMails(base, egress)).toBe(0)
  expect((await base.db.selectFrom('outbox').select('attempts').executeTakeFirst())?.attempts).toBe(1)
  base.clock.advance(60_000)
  refusing = false
  expect(await deliverMails(base, egress)).toBe(1)
})

test('a mail of a transaction that was taken back is never sent', async () => {
  const undone = transact(base.db, async (tx) => {
    await base.outbox.put(tx, 'confirm-email', mail)
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  expect(await deliverMails(base, egress)).toBe(0)
})

test('a mail server elsewhere gets no mail without TLS', async () => {
  // On this machine, too, but by a name that does not say so.
  for (const query of ['', '?ignoreTLS=true']) {
    const open = createEgress({ url: `smtp://0.0.0.0:${port}${query}`, from: 'beratung@beispiel.example' })
    await expect(open.sendMail(mail)).rejects.toThrow()
    open.close()
  }
  expect(received).toEqual([])
})

test('neither table nor log shows who gets a mail, or what it says', async () => {
  await put()
  refusing = true
  await deliverMails(base, egress)
  const rows = await base.db.selectFrom('outbox').select('message').execute()
  const seen = `${rows.map(({ message }) => message.toString('latin1')).join()} ${base.lines.join()}`
  expect(seen).not.toContain('anna')
  expect(seen).not.toContain('schön')
  expect(base.lines.join()).toContain('mail.refused')
})
