// The import map of the product. Read the list from top to bottom: each line is one law.
import { isTest, type Source, type Violation } from './source.ts'
import { findCycles } from './cycles.ts'

/**
 * Files that match `from` never import what matches `to`, unless it matches `except` too. `$1` in `except` stands for the
 * first group of `from`. Tests are free unless `tests` is set; imports of types alone are free when `types` is set.
 */
type ImportLaw = { law: string; from: string; to: string; except?: string; tests?: true; types?: true }

const slice = '^server/src/(?!base/)([^/]+)/'
const sqlFiles = '(commands|queries|personal-data)\\.ts$'
const outside = 'node:(net|tls|http|https|http2|dgram|dns)(/|$)|npm:(nodemailer|undici|ws|@aws-sdk)(/|$)'

const laws: ImportLaw[] = [
  { law: 'policy-imports-nothing', from: '^policy/src/', to: '.', except: '^policy/src/' },
  {
    law: 'protocol-imports-policy-only',
    from: '^protocol/src/',
    to: '.',
    except: '^(protocol|policy)/src/|^npm:zod/mini$',
  },
  { law: 'server-never-client', from: '^server/', to: '^client/', tests: true },
  { law: 'client-never-server', from: '^client/', to: '^server/', tests: true },
  {
    law: 'base-knows-no-slice',
    from: '^server/src/base/',
    to: '^server/src/',
    except: '^server/src/(base/|config\\.ts$)',
  },
  { law: 'slices-have-two-doors', from: slice, to: slice, except: '^server/src/$1/|/(commands|queries)\\.ts$' },
  {
    law: 'rights-and-retention-import-no-slice',
    from: '^server/src/(rights|retention)/',
    to: slice,
    except: '^server/src/$1/',
  },
  { law: 'sql-stays-in-the-core', from: `${slice}(?!${sqlFiles})`, to: '^server/src/base/db/', types: true },
  { law: 'query-builder-stays-in-the-core', from: `${slice}(?!${sqlFiles})`, to: '^npm:(kysely|pg)(/|$)' },
  {
    law: 'leaving-the-machine-is-egress',
    from: '^server/src/(?!base/(egress|mail)\\.ts$)',
    to: `^(${outside})`,
    types: true,
  },
  {
    law: 'e2ee-is-sealed-off',
    from: '^client/src/room/e2ee/',
    to: '.',
    except: '^client/src/(room/e2ee/|lib/store\\.ts$)|^(protocol|policy)/src/|^npm:(@hpke/core|zod/mini)$',
  },
  {
    law: 'room-features-are-strangers',
    from: '^client/src/room/features/([^/]+)/',
    to: '^client/src/room/features/',
    except: '^client/src/room/features/$1/',
  },
  {
    law: 'pages-are-strangers',
    from: '^client/src/pages/([^/]+)/',
    to: '^client/src/pages/',
    except: '^client/src/pages/$1/',
  },
  { law: 'room-knows-no-page', from: '^client/src/room/', to: '^client/src/pages/' },
  {
    law: 'ui-and-lib-at-the-bottom',
    from: '^client/src/(ui|lib)/',
    to: '^client/src/',
    except: '^client/src/(ui|lib)/',
  },
  { law: 'lib-knows-no-ui', from: '^client/src/lib/', to: '^client/src/ui/' },
  {
    law: 'no-test-in-product',
    from: '^(policy|protocol|server|client)/',
    to: '\\.test\\.tsx?$|/test-[^/]+\\.tsx?$|^e2e/|^scripts/|^npm:vitest',
  },
  { law: 'small-schema-library', from: '.', to: '^npm:zod$', tests: true },
]

const writingLaws = ['imports-name-the-file', 'workspaces-by-name']
const cycleLaws = ['no-cycles', 'no-folder-cycles']
export const importLawNames = [...laws.map(({ law }) => law), ...writingLaws, ...cycleLaws]

function breaks(law: ImportLaw, path: string, target: string): boolean {
  const from = new RegExp(law.from).exec(path)
  if (!from || !new RegExp(law.to).test(target)) return false
  return !law.except || !new RegExp(law.except.replaceAll('$1', from[1] ?? '')).test(target)
}

function againstTheMap(source: Source): Violation[] {
  return laws.flatMap((law) => {
    if (isTest(source.path) && !law.tests) return []
    const broken = source.imports.filter(
      (item) => !(law.types && item.typeOnly) && breaks(law, source.path, item.target),
    )
    return broken.map((item) => ({ law: law.law, path: source.path, detail: `imports ${item.written}` }))
  })
}

const workspaces = ['policy', 'protocol', 'server', 'client', 'e2e']
const workspaceOf = (path: string): string => path.split('/')[0] ?? ''

/** How an import is written: with the extension inside a workspace, by the package's name across workspaces. */
function badlyWritten(source: Source): Violation[] {
  return source.imports
    .filter((item) => item.written.startsWith('.'))
    .flatMap((item) => {
      const found = { path: source.path, detail: `imports ${item.written}` }
      if (!/\.\w+$/.test(item.written)) return [{ law: 'imports-name-the-file', ...found }]
      const [from, to] = [workspaceOf(source.path), workspaceOf(item.target)]
      const crosses = from !== to && from !== 'e2e' && workspaces.includes(to)
      return crosses ? [{ law: 'workspaces-by-name', ...found }] : []
    })
}

/** An edge between two folders that lie side by side: the first parts in which the two paths differ, if both are folders. */
function siblingFolders(from: string, to: string): [string, string] | undefined {
  const [a, b] = [from.split('/').slice(0, -1), to.split('/').slice(0, -1)]
  const common = a.findIndex((part, index) => part !== b[index])
  if (common < 0 || common >= b.length) return undefined
  return [a.slice(0, common + 1).join('/'), b.slice(0, common + 1).join('/')]
}

function circular(sources: Source[]): Violation[] {
  const product = sources.filter((source) => !isTest(source.path))
  const files = product.flatMap((source) =>
    source.imports.map((item) => [source.path, item.target] as [string, string]),
  )
  const folders = files.map(([from, to]) => siblingFolders(from, to)).filter((edge) => edge !== undefined)
  const told =
    (law: string) =>
    (cycle: string[]): Violation => ({ law, path: cycle[0] ?? '', detail: [...cycle, cycle[0]].join(' → ') })
  return [...findCycles(files).map(told('no-cycles')), ...findCycles(folders).map(told('no-folder-cycles'))]
}

/** Every import that breaks a law of the map, is badly written or closes a circle. */
export function checkImports(sources: Source[]): Violation[] {
  return [...sources.flatMap(againstTheMap), ...sources.flatMap(badlyWritten), ...circular(sources)]
}
