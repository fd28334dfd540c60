// A controller's key for tests: a real file in a folder of its own.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemRandom } from './clock.ts'
import { type Custody, openCustody } from './custody.ts'
import { keyFileProvider } from './key-file.ts'
import type { KeyProvider } from './key-provider.ts'
import { createOutbox } from './mail.ts'
import { createTestBase, type TestBase } from './test-base.ts'

export interface TestCustody {
  /** A base whose keys are in custody. */
  readonly base: TestBase
  readonly custody: Custody
  readonly file: string
  /** What the next start would open. */
  reopen(): Promise<Custody>
  close(): Promise<void>
}

export const fileProvider = (file: string): KeyProvider =>
  keyFileProvider({ file, dataDir: '/nowhere', sealedDataExists: false }, systemRandom)

export async function createTestCustody(provider?: KeyProvider): Promise<TestCustody> {
  const made = await createTestBase()
  const folder = mkdtempSync(join(tmpdir(), 'vieraugen-custody-'))
  const file = join(folder, 'key')
  const used = provider ?? fileProvider(file)
  const reopen = () => openCustody({ ...made, provider: used, adopted: () => Promise.resolve(null) })
  const custody = await reopen()
  const { keys } = custody
  return {
    base: { ...made, keys, outbox: createOutbox({ keys, clock: made.clock }) },
    custody,
    file,
    reopen,
    async close() {
      await made.close()
      rmSync(folder, { recursive: true })
    },
  }
}
