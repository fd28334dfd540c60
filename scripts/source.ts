import { globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { type ImportDeclaration, type Node, parseSync, visitorKeys } from 'oxc-parser'

/** One import: where it leads. A path from the root of the repository, or `npm:name`, or `node:name`. */
export type Import = { target: string; written: string; typeOnly: boolean }

/** One file of the product as the laws see it. */
export type Source = { path: string; text: string; program: Node; imports: Import[] }

/** One broken law. The detail says what was found. */
export type Violation = { law: string; path: string; detail: string }

/** Tests, and what only tests use: files called `test-…`. */
export const isTest = (path: string): boolean => /\.test\.tsx?$|(^|\/)test-[^/]+\.tsx?$/.test(path)

const folders = ['policy', 'protocol', 'server', 'client', 'e2e', 'scripts']
const neverRead = ['**/node_modules/**', '**/dist/**', 'e2e/out/**']

/** Visits every node of a syntax tree, parents first. */
export function walk(node: Node, visit: (node: Node, parent: Node | undefined) => void, parent?: Node): void {
  visit(node, parent)
  for (const key of visitorKeys[node.type] ?? []) {
    const child = (node as unknown as Record<string, unknown>)[key]
    for (const item of Array.isArray(child) ? child : [child]) if (item) walk(item as Node, visit, node)
  }
}

function resolveImport(from: string, written: string): string {
  if (written.startsWith('.')) return posix.join(posix.dirname(from), written)
  const own = /^@vieraugen\/([^/]+)(?:\/(.+))?$/.exec(written)
  if (own) return `${own[1]}/src/${own[2] ?? ''}`
  return written.startsWith('node:') ? written : `npm:${written}`
}

type Written = { written: string; typeOnly: boolean }

function importStatement(node: ImportDeclaration): Written {
  const named = node.specifiers
  const allTypes =
    named.length > 0 && named.every((item) => item.type === 'ImportSpecifier' && item.importKind === 'type')
  return { written: node.source.value, typeOnly: node.importKind === 'type' || allTypes }
}

/** `import('./file.ts')` and `new URL('./worker.ts', import.meta.url)`. */
function namesModule(text: string, parent: Node | undefined): boolean {
  if (parent?.type === 'ImportExpression') return true
  const isUrl = parent?.type === 'NewExpression' && parent.callee.type === 'Identifier' && parent.callee.name === 'URL'
  return isUrl && /^\..*\.tsx?$/.test(text)
}

/** What a node imports: statements, re-exports, `import()` as value and as type, and workers named by URL. */
function importOf(node: Node, parent: Node | undefined): Written | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
      return importStatement(node)
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      return node.source ? { written: node.source.value, typeOnly: node.exportKind === 'type' } : undefined
    case 'TSImportType':
      return { written: node.source.value, typeOnly: true }
    case 'Literal': {
      const isModule = typeof node.value === 'string' && namesModule(node.value, parent)
      return isModule ? { written: String(node.value), typeOnly: false } : undefined
    }
    default:
      return undefined
  }
}

/** Reads one file given its text. Throws when it is not valid TypeScript. */
export function readSource(path: string, text: string): Source {
  const { program, errors } = parseSync(path, text)
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`)
  const imports: Import[] = []
  walk(program as Node, (node, parent) => {
    const found = importOf(node, parent)
    if (found) imports.push({ ...found, target: resolveImport(path, found.written) })
  })
  return { path, text, program: program as Node, imports }
}

/** Every TypeScript file of the repository below a folder, in a fixed order. */
export function readSources(root: string): Source[] {
  const paths = globSync(`{${folders.join(',')}}/**/*.{ts,tsx}`, { cwd: root, exclude: neverRead })
  return paths.sort().map((path) => readSource(path, readFileSync(join(root, path), 'utf8')))
}
