import type { Base } from '../base/base.ts'
import { errorFacts } from '../base/log.ts'
import { type Deletion, emptyAllRooms, purge, revertOpening } from './commands.ts'
import { dueEndings, orphanKeys, stuckOpenings, unfinishedDeletions } from './queries.ts'
import { deadlines } from './rules.ts'

const sweepEvery = 30_000

/** One pass: end what is over, finish what has ended, remove what is past its period. Safe to run at any time. */
export async function sweep(base: Base, deletion: Deletion): Promise<void> {
  const { orphansBefore, ...before } = deadlines(base.clock.now())
  // What cannot be done for one meeting must not keep the others waiting.
  const each = async <T>(items: readonly T[], job: (item: T) => Promise<unknown>): Promise<void> => {
    for (const item of items) await job(item).catch((error: unknown) => failed(base, error))
  }
  await each(await stuckOpenings(base, orphansBefore), (id) => revertOpening(base, id))
  await each(await dueEndings(base), ({ id, by }) => deletion.end(id, by))
  await each(await unfinishedDeletions(base), (id) => deletion.finish(id))
  await each(await orphanKeys(base), (id) => base.contentKeys.destroy(id))
  await purge(base, before)
}

const failed = (base: Base, error: unknown): void =>
  base.log.event('job.failed', { job: 'sweep', err: errorFacts(error) })

/** Before the server listens: nobody is in a room, nobody is opening one, and what a crash left behind is finished. */
export async function recover(base: Base, deletion: Deletion): Promise<void> {
  await emptyAllRooms(base)
  for (const id of await stuckOpenings(base, base.clock.now())) await revertOpening(base, id)
  await sweep(base, deletion)
}

/** Recovers, then sweeps every 30 seconds. Returns the function that stops it and waits for what is running. */
export async function startRetention(base: Base, deletion: Deletion): Promise<() => Promise<void>> {
  await recover(base, deletion)
  let running: Promise<void> | null = null
  const stop = base.clock.every(sweepEvery, () => {
    running ??= sweep(base, deletion)
      .catch((error: unknown) => failed(base, error))
      .finally(() => {
        running = null
      })
  })
  return async () => {
    stop()
    await running
    await deletion.settled()
  }
}
