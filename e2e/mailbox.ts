import { once } from 'node:events'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export interface Letter {
  readonly to: string
  readonly subject: string
  readonly text: string
}

export interface Mailbox {
  readonly url: string
  /** The next mail for this address that nobody has taken yet; waits until it arrives. */
  next(to: string): Promise<Letter>
  readonly all: readonly Letter[]
  close(): Promise<void>
}

/** A real SMTP server on the loopback interface that keeps what it is given. */
export async function openMailbox(): Promise<Mailbox> {
  const letters: Letter[] = []
  const taken = new Set<Letter>()
  const waiting = new Map<string, (() => void)[]>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      void simpleParser(stream).then((mail) => {
        for (const { address } of session.envelope.rcptTo) {
          letters.push({ to: address, subject: mail.subject ?? '', text: mail.text ?? '' })
          for (const wake of waiting.get(address) ?? []) wake()
        }
        done()
      }, done)
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('The mail server has no port')

  const take = (to: string) => {
    const letter = letters.find((candidate) => candidate.to === to && !taken.has(candidate))
    if (letter) taken.add(letter)
    return letter
  }
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    all: letters,
    async next(to) {
      for (;;) {
        const letter = take(to)
        if (letter) return letter
        await new Promise<void>((wake) => waiting.set(to, [...(waiting.get(to) ?? []), wake]))
      }
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
