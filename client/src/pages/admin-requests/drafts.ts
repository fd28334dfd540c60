import { session } from '../../lib/session.ts'
import { createStore, type Store } from '../../lib/store.ts'

const current = createStore<ReadonlyMap<string, string>>(new Map())

/**
 * Answers that are being written, by the number of their request. They live in the memory of this tab for the account that
 * writes them, so that neither another page nor somebody else's faster answer costs a word.
 */
export const drafts: Store<ReadonlyMap<string, string>> = current

/** Keeps what was written; an empty text is none. */
export function keepDraft(number: string, text: string): void {
  if (text.trim() === '') dropDraft(number)
  else current.set(new Map([...current.get(), [number, text]]))
}

export function dropDraft(number: string): void {
  if (current.get().has(number)) current.set(new Map([...current.get()].filter(([key]) => key !== number)))
}

// Whoever signs in here next must not find the words of another account.
let writer = session.get()?.id
session.subscribe(() => {
  const account = session.get()
  if (!account || account.id === writer) return
  writer = account.id
  current.set(new Map())
})

const warn = (event: BeforeUnloadEvent): void => event.preventDefault()
current.subscribe(() => {
  if (current.get().size > 0) addEventListener('beforeunload', warn)
  else removeEventListener('beforeunload', warn)
})
