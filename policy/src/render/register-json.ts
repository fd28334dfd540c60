import type { Activity, PromiseId } from '../activity.ts'
import { cookies, browserKeys, pageSources } from '../browser.ts'
import { tables } from '../columns.ts'
import { usual } from '../configured.ts'
import {
  activitiesOf,
  browserKeysOf,
  columnsOf,
  cookiesOf,
  logEventsOf,
  mailsOf,
  rightsOf,
  topicsOf,
} from '../coverage.ts'
import { logEvents } from '../log-events.ts'
import { mails } from '../mails.ts'
import { measures } from '../measures.ts'
import { exportColumns } from '../owners.ts'
import { promises, unprovable } from '../promises.ts'
import { proofs, proofSql } from '../proofs.ts'
import type { Proof } from '../proofs.ts'
import { recipients } from '../recipients.ts'
import { activities } from '../register.ts'
import type { ActivityId } from '../register.ts'
import { retentionRules } from '../retention.ts'
import { reviews } from '../reviews.ts'
import { saboteurs } from '../saboteurs.ts'
import { topics } from '../topics.ts'

/** The whole register as data, with everything that follows from it. */
export function registerJson(): string {
  const covered = Object.entries(activities) as [ActivityId, Activity][]
  const whole = {
    activities: Object.fromEntries(
      covered.map(([id, activity]) => [
        id,
        {
          ...activity,
          review: reviews[id],
          rights: rightsOf(id),
          columns: columnsOf(id),
          cookies: cookiesOf(id),
          browserKeys: browserKeysOf(id),
          mails: mailsOf(id),
          topics: topicsOf(id),
          logEvents: logEventsOf(id),
        },
      ]),
    ),
    promises: Object.fromEntries(
      Object.entries(promises).map(([id, promise]) => [
        id,
        { ...promise, activities: activitiesOf(id as PromiseId), evidence: proofs[promise.proof].describe },
      ]),
    ),
    unprovable,
    proofs: Object.fromEntries(
      Object.entries<Proof>(proofs).map(([id, proof]) => [id, { ...proof, sql: proofSql(proof, usual) ?? undefined }]),
    ),
    saboteurs,
    recipients,
    retention: retentionRules,
    measures,
    tables,
    exports: { counsellor: exportColumns('counsellor'), client: exportColumns('client') },
    cookies,
    browserKeys,
    pageSources,
    mails,
    topics,
    logEvents,
  }
  return `${JSON.stringify(whole, null, 2)}\n`
}
