import { type Account, signIn, signOut, signOutEverywhere, whoAmI } from '@vieraugen/protocol/http/accounts.ts'
import { call } from './api.ts'
import { createStore, type Store } from './store.ts'

const current = createStore<Account | null | undefined>(undefined)

/** Who is signed in here: nobody is null, not yet known is undefined. */
export const session: Store<Account | null | undefined> = current

/** Each throws as `call` does. */
export const sessions = {
  load: async () => current.set((await call(whoAmI)).account),
  signIn: async (login: string, password: string) => current.set(await call(signIn, { body: { login, password } })),
  signOut: async () => {
    await call(signOut)
    current.set(null)
  },
  signOutEverywhere: async () => {
    await call(signOutEverywhere)
    current.set(null)
  },
  /** The account was changed here. */
  changed: (account: Account) => current.set(account),
  /** The server does not know us any more: signed out elsewhere, expired or deleted. */
  lost: () => current.set(null),
}
