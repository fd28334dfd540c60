import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A place where a secret was found, and how it was written there. */
export interface Find {
  readonly canary: string
  readonly file: string
  readonly encoding: string
}

/**
 * Reads every file below the folders byte by byte and looks for each canary as plain text, UTF-16, hex and base64 (at all
 * three alignments). Canaries are random and incompressible, so that no page compression of the database can hide one.
 */
export async function scanForCanaries(folders: readonly string[], canaries: readonly string[]): Promise<Find[]> {
  const needles = canaries.flatMap((canary) =>
    encodings(canary).map(([encoding, bytes]) => ({ canary, encoding, bytes })),
  )
  const files = (await Promise.all(folders.map(filesBelow))).flat()
  const finds: Find[] = []
  for (const file of files) {
    const bytes = await contentOf(file)
    const found = needles.filter((needle) => bytes.includes(needle.bytes))
    finds.push(...found.map(({ canary, encoding }) => ({ canary, file, encoding })))
  }
  return finds
}

/** Files of a running database come and go, and sockets cannot be read: those hold nothing. */
async function contentOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENXIO') return Buffer.alloc(0)
    throw error
  }
}

function encodings(canary: string): [string, Buffer][] {
  const text = Buffer.from(canary)
  return [
    ['plain', text],
    ['lower case', Buffer.from(canary.toLowerCase())],
    ['utf16', Buffer.from(canary, 'utf16le')],
    ['hex', Buffer.from(text.toString('hex'))],
    ...[0, 1, 2].map((shift): [string, Buffer] => [`base64+${shift}`, base64At(text, shift)]),
  ]
}

/** The middle of the base64 text that the canary has when `shift` bytes stand before it; its edges depend on neighbours. */
function base64At(text: Buffer, shift: number): Buffer {
  const encoded = Buffer.concat([Buffer.alloc(shift), text]).toString('base64')
  return Buffer.from(encoded.slice(shift === 0 ? 0 : 4, -4))
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    },
  )
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}
