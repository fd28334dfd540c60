import type { Incident } from './conference.ts'
import { Malformed } from './encoding.ts'
import { Forged } from './suite.ts'

/** A well-formed message that has no business here. Becomes an incident of the kind it names. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly kind: Incident['kind']
  constructor(kind: Incident['kind']) {
    super(kind)
    this.kind = kind
  }
}

/** The word an error gets in the list of incidents. */
export function incidentKind(error: unknown): Incident['kind'] {
  if (error instanceof Refused) return error.kind
  if (error instanceof Malformed) return 'malformed'
  if (error instanceof Forged) return 'forged'
  return 'failed'
}
