import { catalogue } from '../../lib/i18n.ts'

export const words = catalogue({
  de: {
    heading: 'Diese Seite gibt es nicht',
    text: 'Vielleicht fehlt ein Teil der Adresse. Mit einem Einladungslink öffnen Sie bitte den ganzen Link noch einmal.',
    home: 'Zur Startseite',
  },
  en: {
    heading: 'This page does not exist',
    text: 'A part of the address may be missing. If you have an invitation link, please open the whole link once more.',
    home: 'To the start page',
  },
})
