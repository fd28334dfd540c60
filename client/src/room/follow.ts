import type { Store } from '../lib/store.ts'

/** Calls `listener` with the value now and after each change; returns the function that ends it. */
export function follow<T>(store: Store<T>, listener: (value: T) => void): () => void {
  listener(store.get())
  return store.subscribe(() => listener(store.get()))
}
