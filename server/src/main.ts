import { paths } from '@vieraugen/protocol/pages.ts'
import { createApp } from './app.ts'
import { systemClock } from './base/clock.ts'
import { openInstallation } from './base/installation.ts'
import { createLog } from './base/log.ts'
import { ConfigError, readProcessConfig } from './config.ts'

/** The orderly end may take this long, in milliseconds; then the process ends anyway. */
const patience = 8_000

/** Ends with one sentence for the person at the keyboard. */
function refuse(error: unknown): never {
  const sentence = error instanceof Error ? error.message : 'The server could not start.'
  process.stderr.write(`${sentence}\n`)
  if (!(error instanceof ConfigError) && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`)
  process.exit(1)
}

async function main(): Promise<void> {
  const config = readProcessConfig()
  const log = createLog()
  const { base, custody, close } = await openInstallation(config, log)
  const app = await createApp(base, undefined, custody)
  await app.listen()

  const lines = [
    '',
    `Vieraugen is ready: ${config.publicUrl.origin}`,
    ...(config.smtp
      ? []
      : [`No mail server is set (SMTP_URL); mails are shown at ${config.publicUrl.origin}${paths.outbox}`]),
    ...(base.cards.now.fictitious
      ? ['The imprint shows an invented organisation until an administrator publishes your card (npm run admin).']
      : []),
    'Next: open the address, choose “Registrieren”, confirm by the link in the mail, plan a meeting and send its link.',
    ...(base.keys.isDark
      ? ['The key of KMS_KEY_ID cannot be used now: every page answers that the application is locked.']
      : []),
    config.kms ? 'Stop with Ctrl-C.' : `Stop with Ctrl-C. Keep a copy of the key in a safe place: ${config.keyFile}`,
    '',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)

  // Ctrl-C reaches a server several times: from the terminal, and from each command it was started through.
  let stopping = false
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return
    stopping = true
    systemClock.after(patience, () => process.exit(1))
    log.event('server.stopping', { signal })
    app
      .close()
      .then(close)
      .then(() => process.exit(0), refuse)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

await main().catch(refuse)
