// A stand-in for AWS KMS that speaks its protocol (AWS JSON 1.1 over HTTP) to the real SDK and keeps its rules: it checks the
// signature of each request (Signature Version 4), the encryption context and who may do what. It is not AWS: nothing here
// says how the service itself behaves beyond what its API reference writes down.
import { createHash, createHmac, createSecretKey, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openBytes, sealBytes } from './seal.ts'

/** What an administrator of the key can change while somebody uses it. */
export interface Policy {
  state: 'Enabled' | 'Disabled' | 'PendingDeletion'
  /** Operations that the caller may not use. */
  denied: string[]
  /** Requests that are answered by this error before anything is looked at; counted down. */
  failing: { name: string; status: number; times: number } | null
  /** True: connections are accepted and never answered. */
  silent: boolean
}

export interface TestKms {
  readonly endpoint: string
  readonly keyArn: string
  readonly policy: Policy
  /** What was asked, in order, with its encryption context. */
  readonly asked: { operation: string; context: unknown }[]
  /** A second key; `alias/vieraugen` points to it from now on. */
  replaceKey(): string
  close(): Promise<void>
}

export const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' }
export const region = 'eu-central-1'

class Refusal extends Error {
  readonly status: number
  constructor(name: string, status = 400) {
    super(name)
    this.name = name
    this.status = status
  }
}

interface Command {
  KeyId?: string
  KeySpec?: string
  CiphertextBlob?: string
  EncryptionContext?: Record<string, string>
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest()

/** Signature Version 4 (AWS General Reference, „Create a signed request“); `x-amz-date` is taken from the request. */
function signature(request: { method: string; path: string; body: Buffer }, signed: [string, string][]): string {
  const headers = signed.map(([name, value]) => `${name}:${value.trim().replaceAll(/ +/g, ' ')}\n`).join('')
  const names = signed.map(([name]) => name).join(';')
  const canonical = [request.method, request.path, '', headers, names, sha256(request.body)].join('\n')
  const time = signed.find(([name]) => name === 'x-amz-date')?.[1] ?? ''
  const day = time.slice(0, 8)
  const scope = `${day}/${region}/kms/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')
  return hmac(signingKey(day, region, 'kms'), toSign).toString('hex')
}

/** The key that signs the requests of one day (UTC) to one service in one region. */
export const signingKey = (day: string, where: string, service: string): Buffer =>
  [where, service, 'aws4_request'].reduce<Buffer>(hmac, hmac(`AWS4${credentials.secretAccessKey}`, day))

function checkSignature(request: IncomingMessage, body: Buffer): void {
  const given = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/[^,]+, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
    request.headers.authorization ?? '',
  )
  const [, keyId, names = '', sent] = given ?? []
  if (!given) throw new Refusal('MissingAuthenticationTokenException')
  if (keyId !== credentials.accessKeyId) throw new Refusal('UnrecognizedClientException')
  const signed = names.split(';').map((name): [string, string] => [name, String(request.headers[name] ?? '')])
  for (const needed of ['host', 'x-amz-date', 'x-amz-target'])
    if (!names.split(';').includes(needed)) throw new Refusal('InvalidSignatureException')
  const own = signature({ method: request.method ?? '', path: request.url ?? '', body }, signed)
  if (own !== sent) throw new Refusal('InvalidSignatureException')
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** The keys and what may be done with them, as the API reference says it. */
class Keys {
  readonly policy: Policy = { state: 'Enabled', denied: [], failing: null, silent: false }
  readonly asked: TestKms['asked'] = []
  readonly #keys = new Map<string, Buffer>()
  #newest = ''

  make(): string {
    this.#newest = `arn:aws:kms:${region}:111122223333:key/${randomBytes(16).toString('hex')}`
    this.#keys.set(this.#newest, randomBytes(32))
    return this.#newest
  }

  perform(operation: string, command: Command): object {
    if (this.policy.denied.includes(operation)) throw new Refusal('AccessDeniedException')
    if (operation === 'DescribeKey') return this.#describe(command)
    if (operation === 'GenerateDataKey') return this.#generate(command)
    if (operation === 'Decrypt') return this.#decrypt(command)
    throw new Refusal('UnknownOperationException')
  }

  #describe({ KeyId }: Command): object {
    const Arn = this.#arn(KeyId)
    return { KeyMetadata: { Arn, KeyId: Arn, KeyState: this.policy.state, KeySpec: 'SYMMETRIC_DEFAULT' } }
  }

  #generate({ KeyId, KeySpec, EncryptionContext }: Command): object {
    const arn = this.#usable(this.#arn(KeyId))
    if (KeySpec !== 'AES_256') throw new Refusal('ValidationException')
    const plain = randomBytes(32)
    const blob = Buffer.concat([Buffer.from(arn.padEnd(100)), sealBytes(this.#seal(arn, EncryptionContext), plain)])
    return { KeyId: arn, Plaintext: plain.toString('base64'), CiphertextBlob: blob.toString('base64') }
  }

  #decrypt({ KeyId, CiphertextBlob = '', EncryptionContext }: Command): object {
    const blob = Buffer.from(CiphertextBlob, 'base64')
    const arn = blob.subarray(0, 100).toString().trim()
    if (!this.#keys.has(arn)) throw new Refusal('InvalidCiphertextException')
    if (this.#arn(KeyId) !== arn) throw new Refusal('IncorrectKeyException')
    this.#usable(arn)
    try {
      const plain = openBytes(this.#seal(arn, EncryptionContext), blob.subarray(100))
      return { KeyId: arn, Plaintext: plain.toString('base64'), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' }
    } catch {
      throw new Refusal('InvalidCiphertextException')
    }
  }

  #arn(id = ''): string {
    const arn = id === 'alias/vieraugen' ? this.#newest : id
    if (!this.#keys.has(arn)) throw new Refusal('NotFoundException')
    return arn
  }

  #usable(arn: string): string {
    if (this.policy.state === 'Disabled') throw new Refusal('DisabledException')
    if (this.policy.state !== 'Enabled') throw new Refusal('KMSInvalidStateException')
    return arn
  }

  #seal(arn: string, context: Record<string, string> = {}) {
    // The context is bound to the ciphertext, whatever the order of its words.
    const words = Object.keys(context)
      .toSorted((a, b) => a.localeCompare(b))
      .flatMap((word) => [word, context[word] ?? ''])
    return { context: [arn, ...words], key: createSecretKey(this.#keys.get(arn) ?? Buffer.alloc(32)), keyVersion: 1 }
  }
}

async function answer(keys: Keys, request: IncomingMessage): Promise<object> {
  const body = await bodyOf(request)
  const operation = /^TrentService\.(\w+)$/.exec(String(request.headers['x-amz-target']))?.[1] ?? ''
  const command = JSON.parse(body.toString()) as Command
  keys.asked.push({ operation, context: command.EncryptionContext })
  const { failing } = keys.policy
  if (failing && failing.times-- > 0) throw new Refusal(failing.name, failing.status)
  checkSignature(request, body)
  if (request.headers['content-type'] !== 'application/x-amz-json-1.1') throw new Refusal('SerializationException')
  return keys.perform(operation, command)
}

/** Starts it on a free port of this machine. */
export async function startTestKms(): Promise<TestKms> {
  const keys = new Keys()
  const keyArn = keys.make()
  const server = createServer((request, response) => {
    if (keys.policy.silent) return
    const send = (status: number, content: object, extra = {}) =>
      response
        .writeHead(status, { 'content-type': 'application/x-amz-json-1.1', ...extra })
        .end(JSON.stringify(content))
    answer(keys, request).then(
      (content) => send(200, content),
      (error: unknown) => {
        const { name, status } = error instanceof Refusal ? error : new Refusal('KMSInternalException', 500)
        send(status, { __type: name, message: `refused for ${keyArn}` }, { 'x-amzn-errortype': name })
      },
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keyArn,
    policy: keys.policy,
    asked: keys.asked,
    replaceKey: () => keys.make(),
    async close() {
      if (!server.listening) return
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
