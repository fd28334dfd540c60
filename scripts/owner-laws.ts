// One owner each: what only one file of the product may touch. Read the list from top to bottom: each line is one law.
import type { Node } from 'oxc-parser'
import { isTest, type Source, type Violation, walk } from './source.ts'

/**
 * Files that match `within` never use these names, except the owners. A name is a global (`fetch`), a path (`Date.now`), a
 * property of anything (`.selectFrom`) or a construction without arguments (`new Date()`).
 */
type OwnerLaw = { law: string; within: string; uses: string[]; owners: string[] }

const product = '^(policy|protocol|server|client)/src/'
const clocks = ['server/src/base/clock.ts', 'client/src/lib/clock.ts']
const random = ['server/src/base/clock.ts', 'server/src/base/seal.ts', 'client/src/lib/random.ts']
const sqlCore = '^server/src/(?!base/)(?![^/]+/(commands|queries|personal-data)\\.ts$)'

const laws: OwnerLaw[] = [
  {
    law: 'environment-belongs-to-config',
    within: '^(policy|protocol|server)/src/',
    uses: ['process.env'],
    owners: ['server/src/config.ts'],
  },
  {
    law: 'clock-is-injected',
    within: product,
    uses: ['Date.now', 'new Date()', 'performance.now', 'setTimeout', 'setInterval'],
    owners: clocks,
  },
  {
    law: 'randomness-is-injected',
    within: product,
    uses: ['Math.random', '.getRandomValues', '.randomUUID', 'randomBytes', 'randomInt', 'randomUUID'],
    owners: random,
  },
  {
    law: 'cipher-belongs-to-seal',
    within: '^server/src/',
    uses: ['createCipheriv', 'createDecipheriv', '.createCipheriv', '.createDecipheriv'],
    owners: ['server/src/base/seal.ts'],
  },
  {
    law: 'requests-leave-through-egress',
    within: '^server/src/',
    uses: ['fetch', 'EventSource'],
    owners: ['server/src/base/egress.ts'],
  },
  {
    law: 'requests-leave-through-api',
    within: '^client/src/',
    uses: ['fetch', 'XMLHttpRequest', 'EventSource', 'navigator.sendBeacon'],
    owners: ['client/src/lib/api.ts'],
  },
  {
    law: 'socket-belongs-to-signal',
    within: '^client/src/',
    uses: ['WebSocket'],
    owners: ['client/src/room/signal.ts'],
  },
  {
    law: 'storage-belongs-to-storage',
    within: '^client/src/',
    uses: [
      'localStorage',
      'sessionStorage',
      'indexedDB',
      'caches',
      'document.cookie',
      'window.localStorage',
      'window.sessionStorage',
      'navigator.serviceWorker',
    ],
    owners: ['client/src/lib/storage.ts'],
  },
  {
    law: 'markup-is-never-text',
    within: '^client/src/',
    uses: ['.innerHTML', '.outerHTML', '.insertAdjacentHTML', 'dangerouslySetInnerHTML'],
    owners: [],
  },
  {
    law: 'sql-is-written-in-the-core',
    within: sqlCore,
    uses: ['.selectFrom', '.insertInto', '.updateTable', '.deleteFrom'],
    owners: [],
  },
]

export const ownerLawNames = laws.map(({ law }) => law)

/** An identifier that only labels something: a property, a key or a part of a type. */
function isLabel(node: Node, parent: Node | undefined): boolean {
  switch (parent?.type) {
    case 'MemberExpression':
      return parent.property === node && !parent.computed
    case 'Property':
      return parent.key === node && !parent.computed && !parent.shorthand
    case 'TSPropertySignature':
    case 'TSMethodSignature':
    case 'TSTypeReference':
      return true
    default:
      return false
  }
}

/** The names under which a node uses something, in the spelling of the laws. */
function namesOf(node: Node, parent: Node | undefined): string[] {
  switch (node.type) {
    case 'MemberExpression': {
      if (node.property.type !== 'Identifier' || node.computed) return []
      const object = node.object.type === 'Identifier' ? [`${node.object.name}.${node.property.name}`] : []
      return [...object, `.${node.property.name}`]
    }
    case 'NewExpression':
      return node.callee.type === 'Identifier' && node.arguments.length === 0 ? [`new ${node.callee.name}()`] : []
    case 'JSXIdentifier':
      return [node.name]
    case 'Identifier':
      return isLabel(node, parent) ? [] : [node.name]
    default:
      return []
  }
}

/** Every use of something by a file that does not own it. */
export function checkOwners(source: Source): Violation[] {
  const binding = laws.filter((law) => new RegExp(law.within).test(source.path) && !law.owners.includes(source.path))
  if (isTest(source.path) || binding.length === 0) return []
  const found = new Map<string, Violation>()
  walk(source.program, (node, parent) => {
    for (const name of namesOf(node, parent)) {
      const broken = binding.find((law) => law.uses.includes(name))
      if (broken) found.set(`${broken.law} ${name}`, { law: broken.law, path: source.path, detail: `uses ${name}` })
    }
  })
  return [...found.values()]
}
