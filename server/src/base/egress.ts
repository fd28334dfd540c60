import { createTransport } from 'nodemailer'
import { type Config, ConfigError } from '../config.ts'
import type { Mail } from './base.ts'
import { KeyUnreachable, KeyWithdrawn } from './key-provider.ts'

// The only way out of this machine. Its recipients stand in the register: the operator's own mail server and, where it is
// set up, the controller's key management service.

export interface Egress {
  /** Resolves once the mail server accepted the mail. */
  sendMail(mail: Mail): Promise<void>
  close(): void
}

const seconds = 1000
/** A mail server on this very machine: nobody listens in between. */
const isLoopback = (host: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(host)

export function createEgress(smtp: NonNullable<Config['smtp']>): Egress {
  // STARTTLS is refused by whoever sits in between simply by not offering it (RFC 3207, section 6): then no mail leaves.
  const requireTLS = !isLoopback(new URL(smtp.url).hostname)
  const timeouts = { connectionTimeout: 10 * seconds, greetingTimeout: 10 * seconds, socketTimeout: 20 * seconds }
  const transport = createTransport(
    { url: smtp.url, requireTLS, ...timeouts },
    // A mail body never makes this machine open files or fetch addresses.
    { from: smtp.from, disableFileAccess: true, disableUrlAccess: true },
  )
  return {
    async sendMail({ to, subject, text, calendar }) {
      const attachment = calendar ? { icalEvent: { method: 'PUBLISH', filename: 'termin.ics', content: calendar } } : {}
      await transport.sendMail({
        to: { name: '', address: to },
        subject,
        text,
        textEncoding: 'quoted-printable',
        ...attachment,
      })
    },
    close: () => transport.close(),
  }
}

/** What is asked of AWS KMS. Each answers, or throws `KeyWithdrawn` or `KeyUnreachable`. */
export interface KeyService {
  /** The full name of the key, while it may be used. */
  describe(): Promise<string>
  /** A new data key, open and as only the service can open it again. */
  generate(context: KeyContext, key: string): Promise<{ plain: Uint8Array; sealed: Uint8Array }>
  decrypt(sealed: Uint8Array, context: KeyContext, key: string): Promise<Uint8Array>
}

/** Bound to every data key, written in clear into the key owner's log: never anything about a person. */
export type KeyContext = Readonly<Record<'app' | 'purpose' | 'version', string>>

/**
 * Errors that mean: this server may not use this key, now and until somebody changes it (API reference of AWS KMS, „Common
 * errors“ and those of Decrypt). All others may pass by themselves.
 */
const withdrawn = new Set([
  'AccessDeniedException',
  'DisabledException',
  'KMSInvalidStateException',
  'NotFoundException',
  'InvalidCiphertextException',
  'IncorrectKeyException',
  'InvalidKeyUsageException',
  'InvalidArnException',
  'ValidationException',
  'InvalidSignatureException',
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'ExpiredTokenException',
])

async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof KeyWithdrawn) throw error
    // The service's messages name accounts and keys: only the kind of error goes on.
    const name = error instanceof Error ? error.name : ''
    throw withdrawn.has(name) ? new KeyWithdrawn(name) : new KeyUnreachable(name)
  }
}

function complete(key: Uint8Array | undefined): Uint8Array {
  if (key?.length !== 32) throw new KeyWithdrawn('NoKey')
  return key
}

/** Opens the way to the key management service. Region and credentials are found by the SDK's own rules. */
export async function openKeyService(kms: NonNullable<Config['kms']>): Promise<KeyService> {
  // Loaded only where it is used: it is larger than the rest of the server.
  const { DecryptCommand, DescribeKeyCommand, GenerateDataKeyCommand, KMSClient } = await import('@aws-sdk/client-kms')
  const client = new KMSClient({
    ...(kms.endpoint ? { endpoint: kms.endpoint } : {}),
    maxAttempts: 4,
    requestHandler: { connectionTimeout: 3 * seconds, requestTimeout: 5 * seconds, throwOnRequestTimeout: true },
  })
  await client.config.region().catch(() => {
    throw new ConfigError('KMS_KEY_ID is set, but no AWS region. Set AWS_REGION, such as eu-central-1.')
  })
  return {
    describe: () =>
      asked(
        client.send(new DescribeKeyCommand({ KeyId: kms.keyId })).then(({ KeyMetadata: key }) => {
          const isUsable = key?.KeyState === 'Enabled' && key.KeySpec === 'SYMMETRIC_DEFAULT' && key.Arn
          if (!isUsable) throw new KeyWithdrawn(key?.KeyState ?? 'NoKey')
          return key.Arn ?? ''
        }),
      ),
    generate: (context, key) =>
      asked(
        client
          .send(new GenerateDataKeyCommand({ KeyId: key, KeySpec: 'AES_256', EncryptionContext: { ...context } }))
          .then(({ Plaintext, CiphertextBlob }) => {
            if (!CiphertextBlob) throw new KeyWithdrawn('NoKey')
            return { plain: complete(Plaintext), sealed: CiphertextBlob }
          }),
      ),
    decrypt: (sealed, context, key) =>
      asked(
        client
          .send(new DecryptCommand({ KeyId: key, CiphertextBlob: sealed, EncryptionContext: { ...context } }))
          .then(({ Plaintext }) => complete(Plaintext)),
      ),
  }
}
