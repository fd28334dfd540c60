import type * as z from 'zod/mini'
import { site as siteEndpoint } from '@vieraugen/protocol/http/site.ts'
import { call } from './api.ts'

export type Site = z.output<typeof siteEndpoint.reply>

let asked: Promise<Site> | null = null

/** Who runs this installation and what it can do; asked once for each page load. Throws as `call` does. */
export function loadSite(): Promise<Site> {
  asked ??= call(siteEndpoint).catch((error: unknown) => {
    asked = null
    throw error
  })
  return asked
}
