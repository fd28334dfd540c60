import type { FastifyInstance } from 'fastify'
import type { OperatorCard } from '@vieraugen/policy/card.ts'
import { Fail, failures } from '@vieraugen/protocol/errors.ts'
import type { Base } from '../base.ts'
import { checkSeconds } from '../custody.ts'

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0) ?? 0};`)

/** Says it without script, style or picture: nothing else of the application answers now. */
const page = ({ controller: { name, phone } }: OperatorCard): string => `<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Vieraugen ist gesperrt</title>
</head>
<body>
<main>
<h1>Die Anwendung ist gesperrt</h1>
<p>Der Schlüssel zu den gespeicherten Daten ist gerade nicht verfügbar. Solange er fehlt, kann sie niemand lesen, auch die Anwendung nicht.</p>
<p>Beendete Gespräche werden weiter gelöscht. Sobald der Schlüssel wieder da ist, geht es von selbst weiter.</p>
<p>Bitte versuchen Sie es später noch einmal. Wenn es eilt, erreichen Sie ${escaped(name)} unter ${escaped(phone)}.</p>
</main>
</body>
</html>
`

/** While the controller's key is withdrawn, every request is refused: pages by a page, the API and sockets by a code. */
export function answerDark(server: FastifyInstance, { keys, cards }: Pick<Base, 'keys' | 'cards'>): void {
  server.addHook('onRequest', (request, reply, done) => {
    if (!keys.isDark) return done()
    reply.header('retry-after', checkSeconds)
    if (request.url.startsWith('/api/')) throw new Fail('key-withdrawn')
    reply
      .code(failures['key-withdrawn'])
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(page(cards.now))
  })
}

/** RFC 6455, registry of close codes: „Try Again Later“. */
const tryAgainLater = 1013

/** Ends every open socket, so that nobody goes on working behind a locked door. */
export function hangUp(server: FastifyInstance): void {
  for (const socket of server.websocketServer.clients) socket.close(tryAgainLater)
}
