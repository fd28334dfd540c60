import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Base } from '../../server/src/base/base.ts'
import { openInstallation } from '../../server/src/base/installation.ts'
import { silentLog } from '../../server/src/base/log.ts'
import { readConfig } from '../../server/src/config.ts'

/** Runs with an installation of its own, database included, that is gone afterwards. */
export async function withInstallation<T>(measure: (base: Base) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'vieraugen-bench-'))
  const config = readConfig({
    PATH: process.env['PATH'] ?? '',
    DATA_DIR: join(folder, 'data'),
    KEY_FILE: join(folder, 'keys', 'key'),
    KEY_DIR: join(folder, 'content-keys'),
    // Whatever is free.
    PORT: '0',
  })
  try {
    const { base, close } = await openInstallation(config, silentLog)
    try {
      return await measure(base)
    } finally {
      await close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Seconds that something took. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}
