import type { OperatorCard } from './card.ts'

/** What the texts say of one installation: who runs it, and the period its operator may choose. */
export interface Installation {
  readonly card: OperatorCard
  /** How long evidence of consent is kept after the end of the year, 0 to 36. With 0 it goes together with what it proves. */
  readonly consentEvidenceMonths: number
}
