import * as z from 'zod/mini'
import { line } from './shapes.ts'

const filled = line(200)
const address = z.string().check(z.trim(), z.maxLength(254), z.email())

/** Who somebody is and how to reach them. */
export const party = z.strictObject({ name: filled, street: filled, place: filled, email: address, phone: line(40) })

/** The operator's card; every field must be filled (Art. 13 (1)(a) and (b) GDPR, § 5 DDG). */
export const operatorCard = z.strictObject({
  controller: z.extend(party, {
    register: filled,
    board: z.array(filled).check(z.minLength(1), z.maxLength(20)),
    taxId: filled,
  }),
  dataProtectionOfficer: party,
  processor: party,
  authority: party,
  alternative: z.strictObject({ phone: line(40), text: z.strictObject({ de: line(500), en: line(500) }) }),
  withdrawalEmail: address,
})
export type CardEntries = z.infer<typeof operatorCard>
