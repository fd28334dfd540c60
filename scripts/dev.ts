// Watch mode: the client is rebuilt and the server restarted on every change. The real build is served, not a development
// server, so that the content security policy and the web socket are the ones that people get.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { attach, ended, root } from './child.ts'
import { buildClient, forgetBuild } from './client-build.ts'

const failure = await buildClient()
if (failure) console.error(failure)
forgetBuild()

const env = { DATA_DIR: process.env['DATA_DIR'] ?? join(root, 'var-dev') }
// Two people with known passwords, so that a meeting can be tried at once.
const seed = 'server/src/seed.ts'
if (existsSync(join(root, seed))) await ended(attach(process.execPath, [seed], { env }))

const children = [
  attach(process.execPath, ['--watch', 'server/src/main.ts', ...process.argv.slice(2)], { env }),
  attach('vite', ['build', '--watch', '--logLevel', 'warn'], { folder: join(root, 'client') }),
]
process.exitCode = await Promise.race(children.map(ended))
for (const child of children) child.kill('SIGTERM')
