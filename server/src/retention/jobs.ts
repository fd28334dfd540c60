import type { Base } from '../base/base.ts'
import { errorFacts } from '../base/log.ts'
import { type Deletion, emptyAllRooms, purge, revertOpening } from './commands.ts'
import { dueEndings, orphanKeys, stuckOpenings, unfinishedDeletions } from './queries.ts'
import { deadlines } from './rules.ts'

const sweepEvery = 30_000

/** One pass: end what is over, finish what has ended, remove what is past its period. Safe to run at any time. */
export async function sweep(base: Base, deletion: Deletion): Promise<void> {
  const { orphansBefore, ...before } = deadlines(base.clock.now())
  for (const id of await stuckOpenings(base, orphansBefore)) await revertOpening(base, id)
  for (const { id, by } of await dueEndings(base)) await deletion.end(id, by)
  for (const id of await unfinishedDeletions(base)) await deletion.finish(id)
  for (const id of await orphanKeys(base)) await base.contentKeys.destroy(id)
  await purge(base, before)
}

/** Before the server listens: nobody is in a room, nobody is opening one, and what a crash left behind is finished. */
export async function recover(base: Base, deletion: Deletion): Promise<void> {
  await emptyAllRooms(base)
  for (const id of await stuckOpenings(base, base.clock.now())) await revertOpening(base, id)
  await sweep(base, deletion)
}

/** Recovers, then sweeps every 30 seconds. Returns the function that stops it and waits for what is running. */
export async function startRetention(base: Base, deletion: Deletion): Promise<() => Promise<void>> {
  await recover(base, deletion)
  let running: Promise<void> = Promise.resolve()
  let busy = false
  const stop = base.clock.every(sweepEvery, () => {
    if (busy) return
    busy = true
    running = sweep(base, deletion)
      .catch((error: unknown) => base.log.event('job.failed', { job: 'sweep', err: errorFacts(error) }))
      .finally(() => {
        busy = false
      })
  })
  return async () => {
    stop()
    await running
    await deletion.settled()
  }
}
