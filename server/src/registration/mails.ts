import { periods } from '@vieraugen/policy/periods.ts'
import { duration } from '@vieraugen/policy/texts/duration.ts'
import { paths } from '@vieraugen/protocol/pages.ts'
import type { Mail } from '../base/base.ts'
import { compose, type Recipient } from '../base/mail-text.ts'

/** The secret stands behind the #, which browsers send to no server. */
export const registrationLink = (publicUrl: URL, secret: string): string =>
  `${publicUrl.origin}${paths.register}#${secret}`

export function accountInvitedMail(at: Recipient, link: string): Mail {
  return compose(at, {
    de: {
      subject: 'Einladung zu Vieraugen',
      lines: [
        `Sie sind eingeladen, ein Konto bei Vieraugen anzulegen. Der Link gilt ${duration(periods.accountInvitation, 'de')} und für eine Registrierung:`,
        link,
        'Wenn Sie das nicht möchten, tun Sie nichts. Ihre Adresse haben wir nur für diese Nachricht benutzt.',
      ],
    },
    en: {
      subject: 'Invitation to Vieraugen',
      lines: [
        `you are invited to create an account at Vieraugen. The link is valid for ${duration(periods.accountInvitation, 'en')} and for one registration:`,
        link,
        'If you do not want that, do nothing. We used your address for this message only.',
      ],
    },
  })
}
