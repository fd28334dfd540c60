// One violation for each law of the house, in files that are valid otherwise. Each entry must be reported once, under its
// own name and no other. The test fails when a law has no entry here.

export type Planted = { law: string; path: string; text: string }

export const planted: Planted[] = [
  // The import map.
  { law: 'policy-imports-nothing', path: 'policy/src/register.ts', text: `import 'node:fs'` },
  { law: 'protocol-imports-policy-only', path: 'protocol/src/frames.ts', text: `import 'node:crypto'` },
  { law: 'server-never-client', path: 'server/src/app.ts', text: `import '@vieraugen/client/main.tsx'` },
  { law: 'client-never-server', path: 'client/src/room/room.test.ts', text: `import '@vieraugen/server/main.ts'` },
  { law: 'base-knows-no-slice', path: 'server/src/base/session.ts', text: `import '../accounts/queries.ts'` },
  { law: 'slices-have-two-doors', path: 'server/src/meetings/commands.ts', text: `import '../accounts/rules.ts'` },
  {
    law: 'rights-and-retention-import-no-slice',
    path: 'server/src/rights/commands.ts',
    text: `import '../consents/queries.ts'`,
  },
  {
    law: 'sql-stays-in-the-core',
    path: 'server/src/proof/routes.ts',
    text: `import { db } from '../base/db/pool.ts'\ndb()`,
  },
  {
    law: 'query-builder-stays-in-the-core',
    path: 'server/src/proof/rules.ts',
    text: `import type { Kysely } from 'kysely'`,
  },
  {
    law: 'leaving-the-machine-is-egress',
    path: 'server/src/media/commands.ts',
    text: `import { connect } from 'node:net'\nconnect(1)`,
  },
  { law: 'e2ee-is-sealed-off', path: 'client/src/room/e2ee/epochs.ts', text: `import '../signal.ts'` },
  {
    law: 'room-features-are-strangers',
    path: 'client/src/room/features/notes/notes.ts',
    text: `import '../chat/messages.ts'`,
  },
  { law: 'pages-are-strangers', path: 'client/src/pages/login/login-page.tsx', text: `import '../welcome/words.ts'` },
  {
    law: 'room-knows-no-page',
    path: 'client/src/room/view/room-page.tsx',
    text: `import '../../pages/welcome/words.ts'`,
  },
  { law: 'ui-and-lib-at-the-bottom', path: 'client/src/ui/button.tsx', text: `import '../room/signal.ts'` },
  { law: 'lib-knows-no-ui', path: 'client/src/lib/store.ts', text: `import '../ui/words.ts'` },
  { law: 'no-test-in-product', path: 'server/src/jobs.ts', text: `import './app.test.ts'` },
  { law: 'small-schema-library', path: 'client/src/lib/form.ts', text: `import * as z from 'zod'` },
  { law: 'imports-name-the-file', path: 'client/src/main.tsx', text: `import('./lib/storage')` },
  { law: 'workspaces-by-name', path: 'server/src/seed.ts', text: `import '../../protocol/src/shapes.ts'` },
  { law: 'no-cycles', path: 'client/src/lib/hen.ts', text: `import './egg.ts'` },
  { law: 'no-folder-cycles', path: 'server/src/base/db/rows.ts', text: `import '../http/session.ts'` },

  // One owner each.
  { law: 'environment-belongs-to-config', path: 'server/src/base/log.ts', text: `process.env['PORT']` },
  { law: 'clock-is-injected', path: 'server/src/security/rules.ts', text: `new Date()` },
  { law: 'randomness-is-injected', path: 'client/src/room/room.ts', text: `Math.random()` },
  {
    law: 'cipher-belongs-to-seal',
    path: 'server/src/base/keys.ts',
    text: `import { createCipheriv } from 'node:crypto'`,
  },
  {
    law: 'requests-leave-through-egress',
    path: 'server/src/bbb/client.ts',
    text: `await fetch('https://example.org')`,
  },
  {
    law: 'requests-leave-through-api',
    path: 'client/src/pages/welcome/welcome-page.tsx',
    text: `void fetch('/api/health')`,
  },
  { law: 'socket-belongs-to-signal', path: 'client/src/room/session.ts', text: `new WebSocket('/api/relay')` },
  { law: 'storage-belongs-to-storage', path: 'client/src/lib/language.ts', text: `localStorage.getItem('language')` },
  {
    law: 'markup-is-never-text',
    path: 'client/src/ui/rich-text.tsx',
    text: `export const rich = (it: Element) => { it.innerHTML = '' }`,
  },
  {
    law: 'sql-is-written-in-the-core',
    path: 'server/src/admin/routes.ts',
    text: `export const all = (db: Db) => db.selectFrom('accounts')`,
  },

  // Places and names.
  { law: 'kebab-case-names', path: 'client/src/ui/textField.tsx', text: `` },
  { law: 'no-empty-names', path: 'client/src/lib/utils.ts', text: `` },
  { law: 'slice-vocabulary', path: 'server/src/meetings/service.ts', text: `` },
  { law: 'feature-vocabulary', path: 'client/src/room/features/notes/toolbar.tsx', text: `` },
  { law: 'page-vocabulary', path: 'client/src/pages/legal/imprint.tsx', text: `` },
  { law: 'words-beside-screens', path: 'client/src/room/e2ee/words.ts', text: `` },
  { law: 'no-barrels', path: 'client/src/ui/controls.ts', text: `export * from './words.ts'` },
  { law: 'nothing-left-to-do', path: 'server/src/files/rules.ts', text: `// TO${'DO'}: later` },
  {
    law: 'no-gender-signs',
    path: 'client/src/pages/welcome/words.ts',
    text: `export const words = 'Für Berater:innen'`,
  },
]

/** What the planted files lean on, and uses by the owners themselves. Nothing in here may be reported. */
export const lawful: Omit<Planted, 'law'>[] = [
  { path: 'client/src/lib/api.ts', text: `export const get = () => fetch('/api/health')` },
  { path: 'client/src/lib/clock.ts', text: `export const now = () => Date.now()` },
  { path: 'client/src/lib/egg.ts', text: `import './hen.ts'` },
  { path: 'client/src/lib/storage.ts', text: `export const read = () => sessionStorage.getItem('room')` },
  { path: 'client/src/room/signal.ts', text: `export const open = () => new WebSocket('/api/relay')` },
  { path: 'client/src/room/signal.test.ts', text: `import 'vitest'\nDate.now()` },
  {
    path: 'client/src/room/features/chat/messages.ts',
    text: `import '@vieraugen/protocol/relay.ts'\nimport * as z from 'zod/mini'`,
  },
  { path: 'client/src/room/features/features.ts', text: `import './chat/messages.ts'\nimport './notes/notes.ts'` },
  { path: 'server/src/base/http/session.ts', text: `` },
  { path: 'server/src/base/http/headers.ts', text: `import type { Rows } from '../db/pool.ts'` },
  { path: 'server/src/base/seal.ts', text: `import { createCipheriv } from 'node:crypto'` },
  { path: 'server/src/config.ts', text: `process.env['PORT']` },
  {
    path: 'server/src/meetings/queries.ts',
    text: `export const all = (db: Db) => db.selectFrom('meetings')\nimport '../accounts/queries.ts'`,
  },
  { path: 'server/src/relay/socket.ts', text: `import type { Db } from '../base/db/pool.ts'` },
]
