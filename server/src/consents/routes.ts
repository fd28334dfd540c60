import * as http from '@vieraugen/protocol/http/consents.ts'
import type { Base } from '../base/base.ts'
import { route } from '../base/http/route.ts'
import type { Http } from '../base/http/server.ts'
import { renewConsent } from './commands.ts'
import { textArchive } from './queries.ts'

/** The public archive of texts, and consent that is given anew. */
export function registerConsents(server: Http, base: Base): void {
  route(server, http.textArchive, async () => ({ texts: await textArchive(base) }))
  route(server, http.renewConsent, async ({ accountId, body }) => {
    await renewConsent(base, { accountId, ...body })
    return {}
  })
}
