// The whole server in a process of its own, as `main.ts` starts it, which answers questions that only it can answer:
// how much memory and time it has used, and what its outbox holds. It can also fill the log of a meeting.
import { randomBytes } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { AddressInfo } from 'node:net'
import { createApp } from '../../server/src/app.ts'
import { openInstallation } from '../../server/src/base/installation.ts'
import { silentLog } from '../../server/src/base/log.ts'
import { waitingMails } from '../../server/src/base/mail.ts'
import { sealColumn } from '../../server/src/base/seal.ts'
import { readProcessConfig } from '../../server/src/config.ts'
import { entryPlace } from '../../server/src/relay/queries.ts'
import type { Answer, Question } from './processes.ts'

/** Bytes of one planted entry: the largest frame the relay takes. */
const entryBytes = 64 * 1024
const entriesAtOnce = 16

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const { base, close } = await openInstallation(readProcessConfig(), silentLog)
const app = await createApp(base)
await app.listen()

/** Fills the log of a meeting with sealed entries that no compression makes smaller. */
async function plant(meetingId: string, megabytes: number): Promise<void> {
  const key = await base.contentKeys.load(meetingId)
  if (!key) throw new Error('The meeting is not open')
  const count = Math.ceil((megabytes * 1_000_000) / entryBytes)
  for (let first = 1; first <= count; first += entriesAtOnce) {
    const rows = Array.from({ length: Math.min(entriesAtOnce, count - first + 1) }, (_, offset) => ({
      meeting_id: meetingId,
      seq: first + offset,
      sender: meetingId,
      box: sealColumn(entryPlace(meetingId, first + offset), key, randomBytes(entryBytes)),
      created_at: base.clock.now(),
    }))
    await base.db.insertInto('room_event').values(rows).execute()
  }
}

async function answer(question: Question): Promise<number | string> {
  switch (question.ask) {
    case 'port':
      return (app.http.server.server.address() as AddressInfo).port
    case 'memory': {
      collectGarbage()
      const { heapUsed, external } = process.memoryUsage()
      return heapUsed + external
    }
    case 'time': {
      const { user, system } = process.cpuUsage()
      return (user + system) / 1000
    }
    case 'mail':
      return (await waitingMails(base)).find((mail) => mail.to === question.to)?.text ?? ''
    case 'plant':
      await plant(question.meetingId, question.megabytes)
      return 0
  }
}

process.on('message', ({ id, ...question }: Question & { id: number }) => {
  void answer(question).then((value) => process.send?.({ id, value } satisfies Answer))
})
process.once('disconnect', () => void app.close().then(close))
