import { existsSync, statSync } from 'node:fs'
import { join, normalize } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyReply } from 'fastify'
import ipaddr from 'ipaddr.js'
import { legalTextIds } from '@vieraugen/policy/legal-text.ts'
import { legalTextFor } from '@vieraugen/policy/texts/legal-texts.ts'
import { Fail } from '@vieraugen/protocol/errors.ts'
import * as office from '@vieraugen/protocol/http/admin-texts.ts'
import { health, readBoxes, readOutbox, readText, site } from '@vieraugen/protocol/http/site.ts'
import { languages } from '@vieraugen/protocol/shapes.ts'
import type { Base } from '../base/base.ts'
import { route } from '../base/http/route.ts'
import { fail, type Http } from '../base/http/server.ts'
import { waitingMails } from '../base/mail.ts'
import { installationOf } from '../base/operator-card.ts'
import { boxesNow } from '../consents/queries.ts'
import { publishCard } from './commands.ts'
import { cardState, previewOf } from './queries.ts'
import { isPage } from './rules.ts'

/** Mails are shown only where nobody else could look: no mail server, this machine alone, asked for from this machine. */
export const outboxShown = ({ config }: Pick<Base, 'config'>): boolean => config.smtp === null && config.loopback

const fromHere = (ip: string): boolean => ipaddr.process(ip).range() === 'loopback'

/** What everybody may read: card, texts, boxes, state; and the pages of the client in `dist`. */
export async function registerSite(
  http: Http,
  base: Base,
  given: { isReady(): Promise<boolean>; dist: string },
): Promise<void> {
  const { turn, contractWithdrawal, registration } = base.config
  route(http, site, () => ({
    card: base.cards.now,
    outboxShown: outboxShown(base),
    turn: turn !== null,
    contractWithdrawal,
    registration,
  }))
  route(http, readText, (call) => {
    const language = call.word('language', languages)
    return legalTextFor(call.word('id', legalTextIds), language, installationOf(base))
  })
  route(http, readBoxes, (call) => {
    const audience = call.word('audience', ['counsellor', 'client'])
    return { boxes: boxesNow(base, audience, call.word('language', languages)) }
  })
  route(http, health, async () => {
    if (!(await given.isReady())) throw new Fail('not-ready')
    return { ready: true } as const
  })
  route(http, readOutbox, async (call) => {
    if (!outboxShown(base) || !fromHere(call.ip)) throw new Fail('not-found')
    const mails = await waitingMails(base)
    return { mails: mails.map(({ id, to, subject, text, createdAt }) => ({ id, to, subject, text, createdAt })) }
  })
  registerCard(http, base)
  await registerPages(http, given.dist)
}

/** The operator's card in the administration. */
function registerCard(http: Http, base: Base): void {
  route(http, office.readCard, () => cardState(base))
  route(http, office.previewCard, ({ body }) => previewOf(base, body.card))
  route(http, office.publishCard, async ({ body, accountId }) => ({
    version: await publishCard(base, { ...body, actor: accountId }),
  }))
}

/** Files of the built client; every address of a page answers with the one HTML file that shows it. */
async function registerPages({ server }: Http, dist: string): Promise<void> {
  await server.register(fastifyStatic, { root: dist, serve: false, cacheControl: false, preCompressed: true })
  const sendPage = (reply: FastifyReply, status: number): FastifyReply => {
    if (!existsSync(join(dist, 'index.html'))) throw new Fail('not-ready')
    return reply.code(status).header('cache-control', 'no-store').sendFile('index.html')
  }
  server.route({
    method: 'GET',
    url: '/*',
    config: { activity: 'site.read' },
    handler: (request, reply) => {
      const path = (request.params as { '*': string })['*']
      if (path.startsWith('api/')) return fail(reply, 'not-found')
      if (isFile(dist, path)) {
        // Names under assets carry a hash of their content.
        const cache = path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
        return reply.header('cache-control', path.endsWith('.html') ? 'no-store' : cache).sendFile(path)
      }
      return sendPage(reply, isPage(`/${path}`) ? 200 : 404)
    },
  })
  server.setNotFoundHandler((_request, reply) => fail(reply, 'not-found'))
}

function isFile(dist: string, path: string): boolean {
  const file = normalize(join(dist, path))
  return (
    path !== '' &&
    !path.includes('\0') &&
    file.startsWith(dist) &&
    (statSync(file, { throwIfNoEntry: false })?.isFile() ?? false)
  )
}
