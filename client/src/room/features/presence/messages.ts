import * as z from 'zod/mini'

/** How a person is here now. Said again, whole, with each change and to each newcomer. */
export const presenceMessage = z.strictObject({
  /** The hand is raised. */
  hand: z.boolean(),
  /** This person's connection is short of data: everybody sends small pictures. */
  lean: z.boolean(),
})
export type PresenceMessage = z.infer<typeof presenceMessage>
