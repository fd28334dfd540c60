import { paths } from '@vieraugen/protocol/pages.ts'
import type { Mail } from '../base/base.ts'

interface Text {
  readonly subject: string
  readonly lines: readonly string[]
}
interface Texts {
  readonly de: Text
  readonly en: Text
}

const mail = (to: string, { de, en }: Texts): Mail => ({
  to,
  subject: `${de.subject} / ${en.subject}`,
  text: `${['Guten Tag,', ...de.lines].join('\n\n')}\n\n--\n\n${['Hello,', ...en.lines].join('\n\n')}\n`,
})

/** To whom, and where people set a new password. In both languages: which one a person reads is not kept. */
interface Told {
  readonly to: string
  readonly publicUrl: URL
}

const notYou = ({ publicUrl }: Told) => ({
  de: `Wenn Sie das nicht waren, setzen Sie sofort ein neues Passwort und wenden Sie sich an die Stelle, die im Impressum genannt ist: ${publicUrl.origin}${paths.forgotten}`,
  en: `If it was not you, set a new password at once and turn to the organisation named in the imprint: ${publicUrl.origin}${paths.forgotten}`,
})

export const factorSetUpMail = (told: Told): Mail =>
  mail(told.to, {
    de: {
      subject: 'Ein zweiter Faktor wurde eingerichtet',
      lines: [
        'für Ihr Konto bei Vieraugen wurde soeben ein zweiter Faktor eingerichtet. Beim Anmelden wird er ab jetzt nach dem Passwort verlangt.',
        notYou(told).de,
      ],
    },
    en: {
      subject: 'A second factor was set up',
      lines: [
        'a second factor was set up for your account at Vieraugen just now. From now on it is asked for after the password.',
        notYou(told).en,
      ],
    },
  })

export const factorRemovedMail = (told: Told): Mail =>
  mail(told.to, {
    de: {
      subject: 'Ein zweiter Faktor wurde entfernt',
      lines: ['aus Ihrem Konto bei Vieraugen wurde soeben ein zweiter Faktor entfernt.', notYou(told).de],
    },
    en: {
      subject: 'A second factor was removed',
      lines: ['a second factor was removed from your account at Vieraugen just now.', notYou(told).en],
    },
  })

export const codesRenewedMail = (told: Told): Mail =>
  mail(told.to, {
    de: {
      subject: 'Neue Wiederherstellungs-Codes',
      lines: [
        'für Ihr Konto bei Vieraugen wurden soeben neue Wiederherstellungs-Codes erzeugt. Die bisherigen gelten nicht mehr.',
        notYou(told).de,
      ],
    },
    en: {
      subject: 'New recovery codes',
      lines: [
        'new recovery codes were made for your account at Vieraugen just now. The ones before are no longer valid.',
        notYou(told).en,
      ],
    },
  })

const leftDe = (left: number): string =>
  left === 0
    ? 'Das war der letzte. Bitte erzeugen Sie unter „Konto“ neue.'
    : left === 1
      ? 'Es ist noch einer übrig. Bitte erzeugen Sie unter „Konto“ bald neue.'
      : `Es sind noch ${left} übrig.`

const leftEn = (left: number): string =>
  left === 0
    ? 'It was the last one. Please make new ones under “Account”.'
    : left === 1
      ? 'One is left. Please make new ones under “Account” soon.'
      : `${left} are left.`

/** `left`: so many codes can still be used. */
export const codeUsedMail = (told: Told, left: number): Mail =>
  mail(told.to, {
    de: {
      subject: 'Ein Wiederherstellungs-Code wurde benutzt',
      lines: [
        `an Ihrem Konto bei Vieraugen wurde soeben ein Wiederherstellungs-Code benutzt. ${leftDe(left)}`,
        notYou(told).de,
      ],
    },
    en: {
      subject: 'A recovery code was used',
      lines: [`a recovery code was used at your account at Vieraugen just now. ${leftEn(left)}`, notYou(told).en],
    },
  })

export const factorsResetMail = (told: Told): Mail =>
  mail(told.to, {
    de: {
      subject: 'Ihr zweiter Faktor wurde zurückgesetzt',
      lines: [
        'die Verwaltung hat den zweiten Faktor Ihres Kontos bei Vieraugen zurückgesetzt. Alle Anmeldungen wurden beendet. Sie melden sich mit dem Passwort an und können unter „Konto“ einen neuen einrichten.',
        notYou(told).de,
      ],
    },
    en: {
      subject: 'Your second factor was reset',
      lines: [
        'the administration has reset the second factor of your account at Vieraugen. All sign-ins were ended. You sign in with your password and can set up a new one under “Account”.',
        notYou(told).en,
      ],
    },
  })
