import { paths } from '@vieraugen/protocol/pages.ts'
import type { Role } from '@vieraugen/protocol/shapes.ts'
import type { Mail } from '../base/base.ts'
import { compose } from '../base/mail-text.ts'

/** To whom, and where this installation is. In both languages: which one a person reads is not kept. */
interface Told {
  readonly to: string
  readonly publicUrl: URL
}

const questions = {
  de: 'Wenn Sie Fragen dazu haben, wenden Sie sich bitte an die Stelle, die im Impressum genannt ist.',
  en: 'If you have questions, please turn to the organisation named in the imprint.',
}

const signIn = ({ publicUrl }: Told): string => `${publicUrl.origin}${paths.signIn}`

export function accountApprovedMail(told: Told): Mail {
  return compose(told, {
    de: {
      subject: 'Ihr Konto ist freigeschaltet',
      lines: [`die Verwaltung hat Ihr Konto bei Vieraugen freigeschaltet. Hier melden Sie sich an: ${signIn(told)}`],
    },
    en: {
      subject: 'Your account is approved',
      lines: [`the administration has approved your account at Vieraugen. Sign in here: ${signIn(told)}`],
    },
  })
}

export function accountLockedMail(told: Told): Mail {
  return compose(told, {
    de: {
      subject: 'Ihr Konto ist gesperrt',
      lines: [
        'die Verwaltung hat Ihr Konto bei Vieraugen gesperrt. Sie können sich nicht anmelden, laufende Gespräche wurden beendet, und Ihre Einladungen führen nicht mehr ins Wartezimmer. Ihre Angaben bleiben gespeichert.',
        questions.de,
      ],
    },
    en: {
      subject: 'Your account is locked',
      lines: [
        'the administration has locked your account at Vieraugen. You cannot sign in, running meetings were ended, and your invitations no longer lead to the waiting room. Your details are kept.',
        questions.en,
      ],
    },
  })
}

export function accountUnlockedMail(told: Told): Mail {
  return compose(told, {
    de: {
      subject: 'Ihr Konto ist entsperrt',
      lines: [`die Verwaltung hat Ihr Konto bei Vieraugen entsperrt. Hier melden Sie sich an: ${signIn(told)}`],
    },
    en: {
      subject: 'Your account is unlocked',
      lines: [`the administration has unlocked your account at Vieraugen. Sign in here: ${signIn(told)}`],
    },
  })
}

const roles: Readonly<Record<Role, { de: string; en: string }>> = {
  counsellor: { de: 'Beratung', en: 'counselling' },
  dpo: { de: 'Datenschutzbeauftragte Person', en: 'data protection officer' },
  administrator: { de: 'Verwaltung', en: 'administration' },
}

export function roleChangedMail(told: Told, role: Role): Mail {
  return compose(told, {
    de: {
      subject: 'Die Rolle Ihres Kontos wurde geändert',
      lines: [`Ihr Konto bei Vieraugen hat jetzt diese Rolle: ${roles[role].de}.`, questions.de],
    },
    en: {
      subject: 'The role of your account was changed',
      lines: [`your account at Vieraugen now has this role: ${roles[role].en}.`, questions.en],
    },
  })
}
