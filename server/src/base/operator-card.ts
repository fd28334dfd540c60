import * as z from 'zod/mini'

const filled = z.string().check(z.trim(), z.minLength(1))
const party = { name: filled, street: filled, place: filled, email: z.email(), phone: filled }

/** The shape of the operator's card file; every field must be filled (Art. 13 (1)(a) and (b) GDPR). */
export const operatorCard = z.strictObject({
  controller: z.strictObject({
    ...party,
    register: filled,
    board: z.array(filled).check(z.minLength(1)),
    taxId: filled,
  }),
  dataProtectionOfficer: z.strictObject(party),
  processor: z.strictObject(party),
  authority: z.strictObject(party),
  alternative: z.strictObject({ phone: filled, text: z.strictObject({ de: filled, en: filled }) }),
  withdrawalEmail: z.email(),
})
