import * as z from 'zod/mini'

/** Which reactions there are, in the order of the menu. */
export const reactionNames = ['thumb', 'heart', 'applause', 'smile', 'thinking', 'thanks'] as const
export type ReactionName = (typeof reactionNames)[number]

export const reactionMessage = z.strictObject({ reaction: z.enum(reactionNames) })
