import { createStore, type Store } from './store.ts'
import { useStore } from './use-store.ts'

export const languages = ['de', 'en'] as const
export type Language = (typeof languages)[number]

/** The same keys in every language; a text is a string or a function that returns one. */
type Texts = { readonly [key: string]: string | ((...values: never[]) => string) | Texts | readonly string[] }
type SameShape<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends readonly string[]
      ? readonly string[]
      : T[K] extends (...values: infer A) => string
        ? (...values: A) => string
        : SameShape<T[K]>
}
export type Catalogue<T extends Texts> = { readonly [L in Language]: SameShape<T> }

const current = createStore<Language>('de')

/** The language shown now. German until the person chooses otherwise; the choice lasts as long as the page. */
export const language: Store<Language> = current

export function chooseLanguage(next: Language): void {
  current.set(next)
  document.documentElement.lang = next
}

/** Declares the texts of one place in the product. `en` must have exactly the shape of `de`, or it does not compile. */
export function catalogue<const T extends Texts>(texts: { de: T; en: SameShape<T> }): Catalogue<T> {
  return texts as unknown as Catalogue<T>
}

/** The texts of a catalogue in the language shown now. */
export function useWords<T extends Texts>(texts: Catalogue<T>): SameShape<T> {
  return texts[useStore(current)]
}

/** The same outside of React, for titles and announcements. */
export function wordsNow<T extends Texts>(texts: Catalogue<T>): SameShape<T> {
  return texts[current.get()]
}
