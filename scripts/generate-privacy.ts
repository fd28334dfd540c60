// Writes the privacy documents from the register: `node generate-privacy.ts` writes, `--check` compares.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { documents } from '@vieraugen/policy/render/documents.ts'
import { root } from './child.ts'

/** Files of the folder that are not what the register says: missing, different or no longer made. */
export function outdatedDocuments(folder: string): string[] {
  const present = existsSync(folder) ? readdirSync(folder) : []
  const made = documents()
  const differing = [...made].filter(
    ([file, text]) => !present.includes(file) || readFileSync(join(folder, file), 'utf8') !== text,
  )
  return [...differing.map(([file]) => file), ...present.filter((file) => !made.has(file))]
}

export function writeDocuments(folder: string): void {
  const made = documents()
  mkdirSync(folder, { recursive: true })
  for (const file of outdatedDocuments(folder)) {
    const text = made.get(file)
    if (text === undefined) rmSync(join(folder, file))
    else writeFileSync(join(folder, file), text)
  }
}

if (import.meta.main) {
  const folder = join(root, 'docs', 'privacy')
  if (!process.argv.includes('--check')) writeDocuments(folder)
  else {
    const outdated = outdatedDocuments(folder)
    if (outdated.length > 0) {
      process.stderr.write(
        `What happens to data has changed, and the documents do not say so yet: ${outdated.join(', ')}. ` +
          'Run: node scripts/generate-privacy.ts, and read the difference as a lawyer would.\n',
      )
      process.exitCode = 1
    }
  }
}
