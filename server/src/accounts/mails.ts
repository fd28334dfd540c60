import { officePaths, paths } from '@vieraugen/protocol/pages.ts'
import type { Mail } from '../base/base.ts'
import { compose, type Recipient, type Texts } from '../base/mail-text.ts'

/** Links in mails carry their secret behind the #, which browsers send to no server. */
export const links = (publicUrl: URL) => ({
  confirm: (secret: string) => `${publicUrl.origin}${paths.confirm}#${secret}`,
  newPassword: (secret: string) => `${publicUrl.origin}${paths.newPassword}#${secret}`,
  signIn: `${publicUrl.origin}${paths.signIn}`,
  forgotten: `${publicUrl.origin}${paths.forgotten}`,
  accounts: `${publicUrl.origin}${officePaths.accounts}`,
})

export function confirmMail(at: Recipient, given: { link: string; userName: string; wished: string }): Mail {
  const other = given.userName === given.wished
  const texts: Texts = {
    de: {
      subject: 'Bitte bestätigen Sie Ihre E-Mail-Adresse',
      lines: [
        `mit dieser Adresse wurde ein Konto bei Vieraugen angelegt. Der Benutzername ist: ${given.userName}`,
        ...(other
          ? []
          : [`Der Name „${given.wished}“ war nicht frei. Sie können den Benutzernamen später im Konto ändern.`]),
        'Öffnen Sie diesen Link und bestätigen Sie dort Ihre Adresse. Er gilt 48 Stunden:',
        given.link,
        'Wenn Sie kein Konto angelegt haben, tun Sie nichts. Die Angaben werden dann nach 48 Stunden gelöscht.',
      ],
    },
    en: {
      subject: 'Please confirm your e-mail address',
      lines: [
        `an account at Vieraugen was created with this address. The user name is: ${given.userName}`,
        ...(other
          ? []
          : [`The name “${given.wished}” was not free. You can change the user name later in your account.`]),
        'Open this link and confirm your address there. It is valid for 48 hours:',
        given.link,
        'If you did not create an account, do nothing. The data will be deleted after 48 hours.',
      ],
    },
  }
  return compose(at, texts)
}

export function accountExistsMail(at: Recipient, given: { signIn: string; forgotten: string }): Mail {
  const texts: Texts = {
    de: {
      subject: 'Sie haben schon ein Konto',
      lines: [
        'jemand wollte mit dieser E-Mail-Adresse ein Konto bei Vieraugen verwenden. Es gibt schon eines, und es wurde nichts geändert.',
        `Wenn Sie das waren, melden Sie sich hier an: ${given.signIn}`,
        `Passwort vergessen? Hier setzen Sie ein neues: ${given.forgotten}`,
        'Wenn Sie das nicht waren, brauchen Sie nichts zu tun.',
      ],
    },
    en: {
      subject: 'You already have an account',
      lines: [
        'somebody wanted to use this e-mail address for an account at Vieraugen. There is one already, and nothing was changed.',
        `If it was you, sign in here: ${given.signIn}`,
        `Forgot your password? Set a new one here: ${given.forgotten}`,
        'If it was not you, there is nothing you need to do.',
      ],
    },
  }
  return compose(at, texts)
}

export function resetMail(at: Recipient, link: string): Mail {
  const texts: Texts = {
    de: {
      subject: 'Neues Passwort setzen',
      lines: [
        'für Ihr Konto bei Vieraugen wurde ein neues Passwort angefordert. Hier setzen Sie es. Der Link gilt 30 Minuten:',
        link,
        'Wenn Sie das nicht waren, tun Sie nichts. Ihr Passwort bleibt, wie es ist.',
      ],
    },
    en: {
      subject: 'Set a new password',
      lines: [
        'a new password was requested for your account at Vieraugen. Set it here. The link is valid for 30 minutes:',
        link,
        'If it was not you, do nothing. Your password stays as it is.',
      ],
    },
  }
  return compose(at, texts)
}

export function passwordChangedMail(at: Recipient, forgotten: string): Mail {
  const texts: Texts = {
    de: {
      subject: 'Ihr Passwort wurde geändert',
      lines: [
        'das Passwort Ihres Kontos bei Vieraugen wurde soeben geändert. Alle anderen Anmeldungen wurden beendet.',
        `Wenn Sie das nicht waren, setzen Sie sofort ein neues: ${forgotten}`,
      ],
    },
    en: {
      subject: 'Your password was changed',
      lines: [
        'the password of your account at Vieraugen was changed just now. All other sign-ins were ended.',
        `If it was not you, set a new one at once: ${forgotten}`,
      ],
    },
  }
  return compose(at, texts)
}

export function changeEmailMail(at: Recipient, link: string): Mail {
  const texts: Texts = {
    de: {
      subject: 'Bitte bestätigen Sie Ihre neue E-Mail-Adresse',
      lines: [
        'diese Adresse soll die neue Adresse eines Kontos bei Vieraugen werden. Öffnen Sie diesen Link und bestätigen Sie es dort. Er gilt 48 Stunden:',
        link,
        'Wenn Sie das nicht waren, tun Sie nichts. Dann bleibt alles, wie es ist.',
      ],
    },
    en: {
      subject: 'Please confirm your new e-mail address',
      lines: [
        'this address is to become the new address of an account at Vieraugen. Open this link and confirm it there. It is valid for 48 hours:',
        link,
        'If it was not you, do nothing. Then everything stays as it is.',
      ],
    },
  }
  return compose(at, texts)
}

export function emailChangedMail(to: string): Mail {
  return compose(
    { to },
    {
      de: {
        subject: 'Ihre E-Mail-Adresse wurde geändert',
        lines: [
          'zu Ihrem Konto bei Vieraugen gehört ab jetzt eine andere E-Mail-Adresse. An diese hier schreiben wir nicht mehr.',
          'Wenn Sie das nicht waren, wenden Sie sich bitte sofort an die Stelle, die im Impressum genannt ist.',
        ],
      },
      en: {
        subject: 'Your e-mail address was changed',
        lines: [
          'your account at Vieraugen now has another e-mail address. We will not write to this one any more.',
          'If it was not you, please turn at once to the organisation named in the imprint.',
        ],
      },
    },
  )
}

/** Who ended the account: the person, or the administration. */
export type EndedBy = 'person' | 'administration'

const whoEnded = {
  person: { de: 'Ihr Konto bei Vieraugen wurde gelöscht.', en: 'your account at Vieraugen was deleted.' },
  administration: {
    de: 'die Verwaltung hat Ihr Konto bei Vieraugen gelöscht. Wenn Sie Fragen dazu haben, wenden Sie sich bitte an die Stelle, die im Impressum genannt ist.',
    en: 'the administration has deleted your account at Vieraugen. If you have questions, please turn to the organisation named in the imprint.',
  },
}

export function accountDeletedMail(to: string, by: EndedBy): Mail {
  return compose(
    { to },
    {
      de: {
        subject: 'Ihr Konto wurde gelöscht',
        lines: [
          whoEnded[by].de,
          'Der Schlüssel zu Ihren Daten wurde vernichtet, laufende Gespräche wurden beendet.',
          'Auch diese Nachricht wird bei uns gelöscht, sobald sie zugestellt ist.',
        ],
      },
      en: {
        subject: 'Your account was deleted',
        lines: [
          whoEnded[by].en,
          'The key to your data was destroyed, running meetings were ended.',
          'This message too is deleted on our side as soon as it is delivered.',
        ],
      },
    },
  )
}

/** To the administration: somebody waits for approval. Neutral, because mail is read by many machines. */
export function accountPendingMail(to: string, accounts: string): Mail {
  return compose(
    { to, language: 'de' },
    {
      de: {
        subject: 'Eine Registrierung wartet auf Freischaltung',
        lines: [
          'jemand hat sich bei Vieraugen registriert und die E-Mail-Adresse bestätigt. Das Konto kann erst benutzt werden, wenn die Verwaltung es freischaltet.',
          `Hier entscheiden Sie darüber: ${accounts}`,
          'Geschieht nichts, wird die Registrierung nach 30 Tagen gelöscht.',
        ],
      },
      en: {
        subject: 'A registration waits for approval',
        lines: [
          'somebody registered at Vieraugen and confirmed the e-mail address. The account can be used only after the administration approved it.',
          `Decide about it here: ${accounts}`,
          'If nothing happens, the registration is deleted after 30 days.',
        ],
      },
    },
  )
}

/** A registration that was refused, or that nobody approved in its period. */
export function accountRefusedMail(to: string): Mail {
  return compose(
    { to },
    {
      de: {
        subject: 'Ihre Registrierung wurde nicht freigeschaltet',
        lines: [
          'die Verwaltung hat Ihre Registrierung bei Vieraugen nicht freigeschaltet. Alle Angaben, die Sie gemacht haben, sind gelöscht.',
          'Wenn Sie Fragen dazu haben, wenden Sie sich bitte an die Stelle, die im Impressum genannt ist.',
        ],
      },
      en: {
        subject: 'Your registration was not approved',
        lines: [
          'the administration has not approved your registration at Vieraugen. All details you gave are deleted.',
          'If you have questions, please turn to the organisation named in the imprint.',
        ],
      },
    },
  )
}

const dayIn = (moment: Date, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'Europe/Berlin' }).format(moment)

/** Before an account that nobody uses is deleted: when, and how to keep it. */
export function inactiveMail(to: string, given: { signIn: string; endsAt: Date }): Mail {
  return compose(
    { to },
    {
      de: {
        subject: 'Ihr Konto wird bald gelöscht',
        lines: [
          `Sie haben sich lange nicht bei Vieraugen angemeldet. Ein Konto, das niemand benutzt, behalten wir nicht: Ihres wird am ${dayIn(given.endsAt, 'de-DE')} gelöscht, mit allem, was dazugehört.`,
          `Wenn Sie es behalten möchten, melden Sie sich vorher einmal an: ${given.signIn}`,
          'Wenn Sie es nicht mehr brauchen, tun Sie nichts.',
        ],
      },
      en: {
        subject: 'Your account will be deleted soon',
        lines: [
          `you have not signed in to Vieraugen for a long time. We do not keep an account that nobody uses: yours will be deleted on ${dayIn(given.endsAt, 'en-GB')}, with everything that belongs to it.`,
          `If you want to keep it, sign in once before: ${given.signIn}`,
          'If you no longer need it, there is nothing you need to do.',
        ],
      },
    },
  )
}
