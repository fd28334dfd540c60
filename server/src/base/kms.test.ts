import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openKeyService } from './egress.ts'
import { KeyUnreachable, KeyWithdrawn } from './key-provider.ts'
import { kmsProvider } from './kms.ts'
import { credentials, region, signingKey, startTestKms, type TestKms } from './test-kms.ts'

// The real SDK of AWS talks to a stand-in on this machine; it has never talked to AWS itself.
let kms: TestKms
beforeEach(async () => {
  kms = await startTestKms()
  vi.stubEnv('AWS_REGION', region)
  vi.stubEnv('AWS_ACCESS_KEY_ID', credentials.accessKeyId)
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', credentials.secretAccessKey)
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await kms.close()
})

const provider = async (keyId = 'alias/vieraugen') =>
  kmsProvider(await openKeyService({ keyId, endpoint: kms.endpoint }))
const name = { purpose: 'installation', version: 3 } as const
const secret = Buffer.alloc(32, 5)
const codeOf = (kind: typeof KeyWithdrawn | typeof KeyUnreachable, code: string) =>
  expect.objectContaining({ constructor: kind, code })

test('the stand-in derives the signing key of the example that AWS publishes', () => {
  expect(signingKey('20120215', 'us-east-1', 'iam').toString('hex')).toBe(
    'f4780e2d9f65fa895f9c67b32ce1baf0b0d8a43505a000a1a9e090d414db404d',
  )
})

test('the stand-in refuses what is not signed', async () => {
  const headers = { 'x-amz-target': 'TrentService.DescribeKey', 'content-type': 'application/x-amz-json-1.1' }
  const answer = await fetch(kms.endpoint, { method: 'POST', headers, body: JSON.stringify({ KeyId: kms.keyArn }) })
  expect(answer.status).toBe(400)
  expect(answer.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException')
})

describe('a key in AWS KMS', () => {
  test('seals our keys and opens them again, and names itself in full', async () => {
    const { holder, wrap, unwrap } = await provider()
    const own = await holder()
    expect(own).toBe(kms.keyArn)
    const box = await wrap(name, secret, own)
    expect(box.includes(secret)).toBe(false)
    expect(await unwrap(name, box, own)).toEqual(secret)
  })

  test('is told what for, in words that name nobody', async () => {
    const { holder, wrap, unwrap } = await provider()
    const own = await holder()
    await unwrap(name, await wrap(name, secret, own), own)
    const context = { app: 'vieraugen', purpose: 'installation', version: '3' }
    expect(kms.asked).toEqual([
      { operation: 'DescribeKey', context: undefined },
      { operation: 'GenerateDataKey', context },
      { operation: 'Decrypt', context },
    ])
  })

  test('opens a box for its own purpose and version only', async () => {
    const { holder, wrap, unwrap } = await provider()
    const own = await holder()
    const box = await wrap(name, secret, own)
    const refused = codeOf(KeyWithdrawn, 'InvalidCiphertextException')
    await expect(unwrap({ ...name, purpose: 'index' }, box, own)).rejects.toEqual(refused)
    await expect(unwrap({ ...name, version: 4 }, box, own)).rejects.toEqual(refused)
  })

  test('opens no box with a single byte changed', async () => {
    const { holder, wrap, unwrap } = await provider()
    const own = await holder()
    const box = await wrap(name, secret, own)
    for (const at of [0, 1, 50, 120, 150, box.length - 60, box.length - 17, box.length - 1]) {
      const forged = Buffer.from(box)
      forged.writeUInt8(forged.readUInt8(at) ^ 1, at)
      await expect(unwrap(name, forged, own)).rejects.toBeInstanceOf(KeyWithdrawn)
    }
    await expect(unwrap(name, Buffer.alloc(1), own)).rejects.toBeInstanceOf(KeyWithdrawn)
  })

  test('that is not the one a box was sealed under opens nothing', async () => {
    const { holder, wrap, unwrap } = await provider()
    const box = await wrap(name, secret, await holder())
    const other = kms.replaceKey()
    await expect(unwrap(name, box, other)).rejects.toEqual(codeOf(KeyWithdrawn, 'IncorrectKeyException'))
    expect(await holder()).toBe(other)
    expect(await unwrap(name, box, kms.keyArn)).toEqual(secret)
  })

  test.each([
    ['Disabled', 'DisabledException'],
    ['PendingDeletion', 'KMSInvalidStateException'],
  ] as const)('in the state %s counts as withdrawn', async (state, code) => {
    const { holder, wrap, unwrap } = await provider()
    const own = await holder()
    const box = await wrap(name, secret, own)
    kms.policy.state = state
    await expect(holder()).rejects.toEqual(codeOf(KeyWithdrawn, state))
    await expect(unwrap(name, box, own)).rejects.toEqual(codeOf(KeyWithdrawn, code))
    await expect(wrap(name, secret, own)).rejects.toEqual(codeOf(KeyWithdrawn, code))
  })

  test.each(['DescribeKey', 'GenerateDataKey', 'Decrypt'])('that denies %s counts as withdrawn', async (operation) => {
    const { holder, wrap, unwrap } = await provider()
    const own = await holder()
    const box = await wrap(name, secret, own)
    kms.policy.denied = [operation]
    const use = {
      DescribeKey: holder,
      GenerateDataKey: () => wrap(name, secret, own),
      Decrypt: () => unwrap(name, box, own),
    }
    await expect(use[operation as keyof typeof use]()).rejects.toEqual(codeOf(KeyWithdrawn, 'AccessDeniedException'))
  })

  test('that does not exist, or credentials that are wrong, count as withdrawn', async () => {
    await expect((await provider('alias/other')).holder()).rejects.toEqual(codeOf(KeyWithdrawn, 'NotFoundException'))
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'another')
    await expect((await provider()).holder()).rejects.toEqual(codeOf(KeyWithdrawn, 'InvalidSignatureException'))
  })

  test.each([
    ['ThrottlingException', 400],
    ['KMSInternalException', 500],
    ['DependencyTimeoutException', 503],
  ])('is asked again after %s, and only then counts as out of reach', async (failure, status) => {
    const { holder } = await provider()
    kms.policy.failing = { name: failure, status, times: 2 }
    expect(await holder()).toBe(kms.keyArn)
    expect(kms.asked).toHaveLength(3)
    kms.policy.failing = { name: failure, status, times: 100 }
    await expect(holder()).rejects.toEqual(codeOf(KeyUnreachable, failure))
    expect(kms.asked).toHaveLength(7)
  })

  test('whose service is not there counts as out of reach', async () => {
    const { holder } = await provider()
    await kms.close()
    await expect(holder()).rejects.toBeInstanceOf(KeyUnreachable)
    kms = await startTestKms()
  })

  test('that accepts a request and never answers counts as out of reach', { timeout: 40_000 }, async () => {
    const { holder } = await provider()
    kms.policy.silent = true
    await expect(holder()).rejects.toBeInstanceOf(KeyUnreachable)
  })

  test('without a region is refused by a sentence', async () => {
    vi.stubEnv('AWS_REGION', '')
    vi.stubEnv('AWS_CONFIG_FILE', '/nowhere')
    await expect(provider()).rejects.toThrow('AWS_REGION')
  })

  test('tells nothing of account or key in an error', async () => {
    kms.policy.denied = ['DescribeKey']
    const error = await (await provider()).holder().catch((thrown: unknown) => thrown)
    expect(`${(error as Error).message} ${(error as Error).stack}`).not.toContain('111122223333')
  })
})
