import { paths } from '@vieraugen/protocol/pages.ts'
import type { Mail } from '../base/base.ts'

export type Language = 'de' | 'en'

/** Links in mails carry their secret behind the #, which browsers send to no server. */
export const links = (publicUrl: URL) => ({
  confirm: (secret: string) => `${publicUrl.origin}${paths.confirm}#${secret}`,
  newPassword: (secret: string) => `${publicUrl.origin}${paths.newPassword}#${secret}`,
  signIn: `${publicUrl.origin}${paths.signIn}`,
  forgotten: `${publicUrl.origin}${paths.forgotten}`,
})

interface Text {
  readonly subject: string
  readonly lines: readonly string[]
}
type Texts = Readonly<Record<Language, Text>>

const greeting = { de: 'Guten Tag,', en: 'Hello,' }
const closing = {
  de: 'Diese Nachricht wurde automatisch verschickt. Bitte antworten Sie nicht darauf.',
  en: 'This message was sent automatically. Please do not reply to it.',
}

const body = (texts: Texts, language: Language): string =>
  [greeting[language], ...texts[language].lines, closing[language]].join('\n\n')

/** In the language the person uses; where it is not known (nothing about it is stored), in both. */
function compose(to: string, texts: Texts, language?: Language): Mail {
  if (language) return { to, subject: texts[language].subject, text: `${body(texts, language)}\n` }
  return {
    to,
    subject: `${texts.de.subject} / ${texts.en.subject}`,
    text: `${body(texts, 'de')}\n\n--\n\n${body(texts, 'en')}\n`,
  }
}

interface Recipient {
  readonly to: string
  readonly language?: Language
}

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
  return compose(at.to, texts, at.language)
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
  return compose(at.to, texts, at.language)
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
  return compose(at.to, texts, at.language)
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
  return compose(at.to, texts, at.language)
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
  return compose(at.to, texts, at.language)
}

export function emailChangedMail(to: string): Mail {
  return compose(to, {
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
  })
}

export function accountDeletedMail(to: string): Mail {
  return compose(to, {
    de: {
      subject: 'Ihr Konto wurde gelöscht',
      lines: [
        'Ihr Konto bei Vieraugen wurde gelöscht. Der Schlüssel zu Ihren Daten wurde vernichtet, laufende Gespräche wurden beendet.',
        'Auch diese Nachricht wird bei uns gelöscht, sobald sie zugestellt ist.',
      ],
    },
    en: {
      subject: 'Your account was deleted',
      lines: [
        'your account at Vieraugen was deleted. The key to your data was destroyed, running meetings were ended.',
        'This message too is deleted on our side as soon as it is delivered.',
      ],
    },
  })
}

const dayIn = (moment: Date, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'Europe/Berlin' }).format(moment)

/** Before an account that nobody uses is deleted: when, and how to keep it. */
export function inactiveMail(to: string, given: { signIn: string; endsAt: Date }): Mail {
  return compose(to, {
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
  })
}
