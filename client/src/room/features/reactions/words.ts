import { catalogue } from '../../../lib/i18n.ts'

export const words = catalogue({
  de: {
    open: 'Reaktion senden',
    caption: 'Reaktion',
    menu: 'Reaktionen',
    names: {
      thumb: 'Daumen hoch',
      heart: 'Herz',
      applause: 'Applaus',
      smile: 'Lächeln',
      thinking: 'Nachdenken',
      thanks: 'Danke',
    },
    seen: (name: string, reaction: string) => `${name}: ${reaction}`,
  },
  en: {
    open: 'Send a reaction',
    caption: 'Reaction',
    menu: 'Reactions',
    names: {
      thumb: 'Thumbs up',
      heart: 'Heart',
      applause: 'Applause',
      smile: 'Smile',
      thinking: 'Thinking',
      thanks: 'Thank you',
    },
    seen: (name: string, reaction: string) => `${name}: ${reaction}`,
  },
})
