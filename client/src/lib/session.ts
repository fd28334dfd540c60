import {
  type Account,
  signIn,
  signInStrongly,
  signOut,
  signOutEverywhere,
  whoAmI,
} from '@vieraugen/protocol/http/accounts.ts'
import type { Proof, SecondStep } from '@vieraugen/protocol/http/second-factor.ts'
import { call } from './api.ts'
import { createStore, type Store } from './store.ts'

const current = createStore<Account | null | undefined>(undefined)

/** Who is signed in here: nobody is null, not yet known is undefined. */
export const session: Store<Account | null | undefined> = current

/** Each throws as `call` does. */
export const sessions = {
  load: async () => current.set((await call(whoAmI)).account),
  /** Answers what must follow where a second factor is set up; null when that was all. */
  signIn: async (login: string, password: string): Promise<SecondStep | null> => {
    const answer = await call(signIn, { body: { login, password } })
    if ('ticket' in answer) return answer
    current.set(answer)
    return null
  },
  signInStrongly: async (ticket: string, proof: Proof) =>
    current.set(await call(signInStrongly, { body: { ticket, proof } })),
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
