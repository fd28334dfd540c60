import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyRequest } from 'fastify'
import { uuid } from '@vieraugen/protocol/shapes.ts'
import * as z from 'zod/mini'
import { checkProofs, readProofs } from '@vieraugen/protocol/http/admin-proofs.ts'
import type { Base } from '../base/base.ts'
import { route } from '../base/http/route.ts'
import type { Http } from '../base/http/server.ts'
import type { ProofDesk } from './jobs.ts'
import { type Language, proofPage } from './page.ts'
import { proofsOf } from './rules.ts'

const asked = z.object({ sprache: z.optional(z.enum(['de', 'en'])), gespraech: z.optional(z.string()) })
type Asked = z.infer<typeof asked>

/** What stands in the address; anything that does not belong there is as if it were not there. */
function askedOf(request: FastifyRequest): Asked {
  const parsed = z.safeParse(asked, request.query)
  return parsed.success ? parsed.data : {}
}

/** The language of the link, else the first of the browser's that we speak, else German. Nothing is remembered. */
export function languageOf({ sprache }: Pick<Asked, 'sprache'>, acceptLanguage: string | undefined): Language {
  if (sprache) return sprache
  const wished = (acceptLanguage ?? '').split(',').map((tag) => tag.trim().slice(0, 2).toLowerCase())
  const first = wished.find((tag) => tag === 'de' || tag === 'en')
  return first === 'en' ? 'en' : 'de'
}

/** Style sheets and typefaces of the built client, as its page names them: their names change with their content. */
function looksOf(dist: string): string[] {
  try {
    const page = readFileSync(join(dist, 'index.html'), 'utf8')
    return page.match(/<link rel="(?:stylesheet|preload)"[^>]*>/g) ?? []
  } catch {
    return []
  }
}

/** The same promises for the office, with what the chain says of their past. */
export function registerProofOffice(http: Http, desk: ProofDesk): void {
  route(http, readProofs, () => proofsOf(desk.published()))
  route(http, checkProofs, async () => {
    // A cycle that runs already may leave out what is not due.
    await desk.settled()
    await desk.cycle('all')
    return proofsOf(desk.published())
  })
}

/** The page and the same as data. Both are read from memory, without a session, a script or the database. */
export function registerProof({ server }: Http, base: Base, given: { desk: ProofDesk; dist: string }): void {
  const { desk, dist } = given
  const looks = looksOf(dist)
  const config = { activity: 'proof.publish' } as const
  server.route({
    method: 'GET',
    url: '/nachweis',
    config,
    handler: (request, reply) => {
      const { sprache, gespraech } = askedOf(request)
      const meeting = gespraech?.trim().toLowerCase()
      if (z.safeParse(uuid, meeting).success) return reply.redirect(`/ende/${meeting}`, 303)
      const language = languageOf({ sprache }, request.headers['accept-language'])
      const page = proofPage({
        language,
        statement: desk.statement(),
        publicKey: desk.publicKey,
        fictitious: base.cards.now.fictitious,
        looks,
        wrongMeeting: meeting !== undefined,
      })
      return reply
        .header('cache-control', 'no-store')
        .header('vary', 'accept-language')
        .type('text/html; charset=utf-8')
        .send(page)
    },
  })
  server.route({
    method: 'GET',
    url: '/nachweis.json',
    config,
    handler: (_request, reply) => reply.header('cache-control', 'no-store').send(desk.published()),
  })
}
