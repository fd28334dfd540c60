import type { RetentionRuleId } from '@vieraugen/policy/retention.ts'
import { engineRulesOf } from '@vieraugen/policy/retention-sql.ts'
import type { Base } from '../base/base.ts'
import { settleMarks } from '../base/erasure-marks.ts'
import { errorFacts } from '../base/log.ts'
import { type Deletion, emptyAllRooms, noteRuns, revertOpening } from './commands.ts'
import { carryOut, eraseRestored, giveNotices, type OwnersOfRows } from './personal-data.ts'
import { dueEndings, orphanKeys, preview, stuckOpenings, unfinishedDeletions } from './queries.ts'
import { deadlines } from './rules.ts'

/** One pass over the meetings: end what is over, finish what has ended. Safe at any time; answers how much it did. */
export async function sweep(base: Base, deletion: Deletion): Promise<number> {
  const { orphansBefore } = deadlines(base.clock.now())
  let done = 0
  let failed = false
  // What cannot be done for one meeting must not keep the others waiting.
  const each = async <T>(items: readonly T[], job: (item: T) => Promise<unknown>): Promise<void> => {
    for (const item of items) {
      await job(item).then(
        () => done++,
        (error: unknown) => {
          failed = true
          base.log.event('job.failed', { job: 'sweep', err: errorFacts(error) })
        },
      )
    }
  }
  await each(await stuckOpenings(base, orphansBefore), (id) => revertOpening(base, id))
  await each(await dueEndings(base), ({ id, by }) => deletion.end(id, by))
  await each(await unfinishedDeletions(base), (id) => deletion.finish(id))
  await each(await orphanKeys(base), (id) => base.contentKeys.destroy(id))
  // A sweeper that works in vain is one that stands still.
  if (!failed) await noteRuns(base, [{ rule: 'meeting.content', count: done }])
  return done
}

/** Before the server listens: nobody is in a room, nobody is opening one, and what a crash left behind is finished. */
export async function recover(base: Base, deletion: Deletion): Promise<void> {
  await emptyAllRooms(base)
  for (const id of await stuckOpenings(base, base.clock.now())) await revertOpening(base, id)
  await sweep(base, deletion)
}

/** Well within the time the register leaves for carrying out a rule. */
export const enforceEverySeconds = 5 * 60

/**
 * One pass over the rules of the register: tell whose period is about to end, delete what is past it, note what was done. A
 * rule that fails keeps no other one waiting, and counts as not run. Answers how many rows were deleted.
 */
export async function enforce(base: Base, owners: OwnersOfRows): Promise<number> {
  const due = new Map((await preview(base)).map(({ rule, ...found }) => [rule, found]))
  const runs: { rule: RetentionRuleId; count: number }[] = []
  const failed = (error: unknown) => base.log.event('job.failed', { job: 'retention', err: errorFacts(error) })
  for (const rule of engineRulesOf(base.config)) {
    const [id] = rule
    const { count = 0, held = false } = due.get(id) ?? {}
    // A notice that cannot be given keeps nobody else's data any longer.
    if (!held) await giveNotices(base, owners, rule).catch(failed)
    await (count > 0 && !held ? carryOut(base, owners, rule) : Promise.resolve(0)).then(
      (gone) => runs.push({ rule: id, count: gone }),
      failed,
    )
  }
  await settleMarks(base)
  base.ledger.prune()
  await noteRuns(base, [...runs, { rule: 'erasure.ledger', count: 0 }])
  return runs.reduce((sum, { count }) => sum + count, 0)
}

/** Before the server listens: a restored backup brings nothing back, no deletion stays half-done, no period is over. */
export async function catchUp(base: Base, deletion: Deletion, owners: OwnersOfRows): Promise<void> {
  const erased = await eraseRestored(base, owners)
  if (erased > 0) base.log.event('job.done', { job: 'restored', count: erased })
  await recover(base, deletion)
  await enforce(base, owners)
}
