import * as office from '@vieraugen/protocol/http/admin-consents.ts'
import * as http from '@vieraugen/protocol/http/consents.ts'
import type { Base } from '../base/base.ts'
import { route } from '../base/http/route.ts'
import type { Http } from '../base/http/server.ts'
import { lookUpConsent, renewConsent } from './commands.ts'
import { consentCounts, textArchive } from './queries.ts'

/** The public archive of texts, consent that is given anew, and what the office sees of consents: numbers, and what a receipt proves. */
export function registerConsents(server: Http, base: Base): void {
  route(server, http.textArchive, async () => ({ texts: await textArchive(base) }))
  route(server, http.renewConsent, async ({ accountId, body }) => {
    await renewConsent(base, { accountId, ...body })
    return {}
  })
  route(server, office.consentCounts, () => consentCounts(base))
  route(server, office.lookUpConsent, ({ body, accountId }) => lookUpConsent(base, { code: body.code, by: accountId }))
}
