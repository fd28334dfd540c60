import { paths, patterns } from '@vieraugen/protocol/pages.ts'

/** A static page that shows nothing of the product: where „Seite schnell verlassen“ leads. */
export const awayPath = '/kurz-weg.html'

const filled = (pattern: string, id: string): string => pattern.replace(':id', id)

export const sheetPath = (meetingId: string): string => filled(patterns.sheet, meetingId)
export const roomPath = (meetingId: string): string => filled(patterns.room, meetingId)
export const endPath = (meetingId: string): string => filled(patterns.end, meetingId)

/** The whole link for a client. The secret stands behind the #, so that no server and no log ever sees it. */
export const invitationLink = (origin: string, secret: string): string => `${origin}${paths.invitation}#${secret}`
