import type * as z from 'zod/mini'
import type { ActivityId } from '@vieraugen/policy/register.ts'

/**
 * One HTTP endpoint, known to both sides: method, path, the activity it serves, the shapes that go in and out.
 * The server refuses to boot with a route that has none; the client calls it by value, so paths stand nowhere else.
 */
export interface Endpoint<In extends z.ZodMiniType, Out extends z.ZodMiniType> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With `:name` for path parameters, which are UUIDs or fixed words, never secrets. */
  readonly path: `/api/${string}`
  readonly activity: ActivityId
  /**
   * `anyone`, `account`: signed in, `seat`: holds a place in a meeting. `own-data`: signed in, and also while the account is
   * restricted (Art. 18 GDPR), because it serves the person's rights. `office`: administrator or data protection officer,
   * `administrator`: administrator only; both with a second factor.
   */
  readonly access: 'anyone' | 'account' | 'own-data' | 'seat' | 'office' | 'administrator'
  /** Only within ten minutes after the second factor was proven; Fail('proof-needed') otherwise. */
  readonly grave?: true
  readonly body: In
  readonly reply: Out
}

export const endpoint = <In extends z.ZodMiniType, Out extends z.ZodMiniType>(
  e: Endpoint<In, Out>,
): Endpoint<In, Out> => e
