import type { Base } from '../base/base.ts'
import { errorFacts } from '../base/log.ts'
import { type Deletion, emptyAllRooms, purge, revertOpening } from './commands.ts'
import { dueEndings, orphanKeys, stuckOpenings, unfinishedDeletions } from './queries.ts'
import { deadlines } from './rules.ts'

/** One pass: end what is over, finish what has ended, remove what is past its period. Safe at any time; answers how much it did. */
export async function sweep(base: Base, deletion: Deletion): Promise<number> {
  const { orphansBefore, ...before } = deadlines(base.clock.now())
  let done = 0
  // What cannot be done for one meeting must not keep the others waiting.
  const each = async <T>(items: readonly T[], job: (item: T) => Promise<unknown>): Promise<void> => {
    for (const item of items) {
      await job(item).then(
        () => done++,
        (error: unknown) => base.log.event('job.failed', { job: 'sweep', err: errorFacts(error) }),
      )
    }
  }
  await each(await stuckOpenings(base, orphansBefore), (id) => revertOpening(base, id))
  await each(await dueEndings(base), ({ id, by }) => deletion.end(id, by))
  await each(await unfinishedDeletions(base), (id) => deletion.finish(id))
  await each(await orphanKeys(base), (id) => base.contentKeys.destroy(id))
  return done + (await purge(base, before))
}

/** Before the server listens: nobody is in a room, nobody is opening one, and what a crash left behind is finished. */
export async function recover(base: Base, deletion: Deletion): Promise<void> {
  await emptyAllRooms(base)
  for (const id of await stuckOpenings(base, base.clock.now())) await revertOpening(base, id)
  await sweep(base, deletion)
}
