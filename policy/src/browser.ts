import type { ActivityId } from './register.ts'

/** What may rest on a visitor's device. Nothing else is ever stored there (P11). */
export const cookies = {
  /** Over HTTPS. */
  '__Host-vieraugen': { activity: 'account.session' },
  /** The one exception: plain http://localhost, where the prefix is not allowed. */
  vieraugen: { activity: 'account.session' },
} as const satisfies Record<string, { activity: ActivityId }>

/** Keys of `sessionStorage`, gone when the tab is closed. The value is a box that opens only with a share the server holds. */
export const browserKeys = {
  'vieraugen.room': { activity: 'meeting.hold' },
} as const satisfies Record<string, { activity: ActivityId }>

export type BrowserKey = keyof typeof browserKeys

/** Hosts a page may talk to, as sources of a Content Security Policy; `'self'` alone, because no third party receives anything (P18). */
export const pageSources = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'blob:', 'data:'],
  'media-src': ["'self'", 'blob:'],
  'connect-src': ["'self'"],
  'font-src': ["'self'"],
  'worker-src': ["'self'"],
  'manifest-src': ["'self'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
  'base-uri': ["'none'"],
  'object-src': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ["'none'"],
} as const
