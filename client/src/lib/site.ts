import type * as z from 'zod/mini'
import { site as siteEndpoint } from '@vieraugen/protocol/http/site.ts'
import { call } from './api.ts'
import { createStore, type Store } from './store.ts'

export type Site = z.output<typeof siteEndpoint.reply>

const current = createStore<Site | null>(null)

/** Who runs this installation and what it can do; null until it is known. */
export const site: Store<Site | null> = current

/** Asks once for each page load. Throws as `call` does. */
export async function loadSite(): Promise<void> {
  if (!current.get()) current.set(await call(siteEndpoint))
}
