import { createStore } from './store.ts'

/** True once the server said that other texts hold than the person signed in had ticked: they are asked before all else. */
export const consentOutdated = createStore(false)
