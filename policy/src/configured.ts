import type { Retention } from './activity.ts'
import type { Installation } from './installation.ts'
import { periods } from './periods.ts'
import { activities } from './register.ts'
import type { ActivityId } from './register.ts'
import { retentionRules } from './retention.ts'
import type { RetentionRuleId } from './retention.ts'
import type { EngineRule, RetentionRule } from './retention-rule.ts'

/** How long an operator may have evidence of consent kept, in months. */
export const evidenceMonths = { least: 0, most: 36 } as const

/** The periods an operator chooses. */
export type Chosen = Pick<Installation, 'consentEvidenceMonths'>

/** What holds where the operator chooses nothing; generated documents say this. */
export const usual: Chosen = { consentEvidenceMonths: 36 }

/** A twelfth of a year of 365 days, in seconds: how a period of months stands in the register. */
export const month = periods.consentEvidence / usual.consentEvidenceMonths

/** The period of an activity as this installation has it. */
export function retentionOf(id: ActivityId, { consentEvidenceMonths }: Chosen): Retention {
  const { retention } = activities[id]
  if (id !== 'consent.evidence') return retention
  if (consentEvidenceMonths > 0) return { ...retention, maxSeconds: consentEvidenceMonths * month }
  const anchor = { de: 'Einwilligung; beim Konto dessen Ende', en: 'Consent; for an account, its end' }
  return { ...retention, anchor, maxSeconds: longestVisit }
}

/** No visit outlasts its session. */
const longestVisit = periods.sessionAbsolute

/**
 * Without a period of its own evidence goes with what it proves: with the meeting, in the same step, or with the account.
 * The rules catch what is left: evidence of a visit that ended before its meeting, or from a time with another period.
 */
const atOnce = {
  'consent.client': {
    ...retentionRules['consent.client'],
    start: { de: 'Einwilligung', en: 'Consent' },
    startType: 'A',
    maxSeconds: longestVisit,
    rows: {
      table: 'consent',
      anchor: ['given_at'],
      where: `role = 'client' and not exists (select from participant where participant.consent_id = consent.id)`,
      takes: ['consent_item'],
    },
  },
  'consent.counsellor': {
    ...retentionRules['consent.counsellor'],
    start: { de: 'Ende des Kontos', en: 'End of the account' },
    maxSeconds: 0,
    rows: {
      table: 'consent',
      anchor: ['withdrawn_at'],
      where: `role = 'counsellor' and account_id is null`,
      takes: ['consent_item'],
    },
  },
} as const satisfies Partial<Record<RetentionRuleId, EngineRule>>

type ChosenRules = Readonly<Record<RetentionRuleId, RetentionRule> & Record<keyof typeof atOnce, EngineRule>>

/** The rules of deletion as this installation has them. Engine, preview, proof and documents read them here. */
export function rulesOf({ consentEvidenceMonths }: Chosen): ChosenRules {
  if (consentEvidenceMonths === 0) return { ...retentionRules, ...atOnce }
  const maxSeconds = consentEvidenceMonths * month
  return {
    ...retentionRules,
    'consent.client': { ...retentionRules['consent.client'], maxSeconds },
    'consent.counsellor': { ...retentionRules['consent.counsellor'], maxSeconds },
  }
}
