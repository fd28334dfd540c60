import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { capture, root } from './child.ts'

/** Everything that ends up in the browser, and the versions of the packages it is made with. */
const sources = [
  'client/*.{html,ts,json}',
  'client/{src,public}/**/*',
  '{policy,protocol}/src/**/*.ts',
  'package-lock.json',
]
const page = join(root, 'client/dist/index.html')
const stamp = join(root, 'node_modules/.cache/vieraugen/client-build')

/** SHA-256 over names and contents of the sources. Contents instead of times, because a fresh checkout sets all times anew. */
function fingerprint(): string {
  const hash = createHash('sha256')
  const files = globSync(sources, { cwd: root, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.name.includes('.test.'),
  )
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).sort())
    hash.update(path).update('\0').update(readFileSync(path))
  return hash.digest('hex')
}

/** Builds the client when its sources differ from those of the last build. Answers what failed, or nothing. */
export async function buildClient(): Promise<string | undefined> {
  const now = fingerprint()
  if (existsSync(page) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return undefined
  console.log('Building the client …')
  const began = performance.now()
  const { code, output } = await capture('vite', ['build', '--logLevel', 'warn'], join(root, 'client'))
  if (code !== 0) return `${output}\nThe client could not be built. The lines above say why.`
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, now)
  console.log(`Building the client: done in ${((performance.now() - began) / 1000).toFixed(1)} s.`)
  return undefined
}

/** Makes the next start build again, for when something else writes into the build folder. */
export function forgetBuild(): void {
  rmSync(stamp, { force: true })
}
