import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { exampleCard } from '@vieraugen/policy/texts/example-card.ts'
import { readConfig } from './config.ts'

describe('the environment', () => {
  test('may be empty: then everything is set up for this machine alone', () => {
    const config = readConfig({})
    expect(config).toMatchObject({
      port: 3000,
      host: 'localhost',
      loopback: true,
      smtp: null,
      turn: null,
      databaseUrl: null,
    })
    expect(config.publicUrl.origin).toBe('http://localhost:3000')
    expect(config.cardFile).toBe(null)
    expect(config.keyFile.startsWith(config.dataDir)).toBe(false)
  })

  test('gives two installations on one machine different keys', () => {
    const [one, other] = ['/srv/one', '/srv/other'].map((DATA_DIR) => readConfig({ DATA_DIR }))
    expect(one?.keyFile).not.toBe(other?.keyFile)
    expect(one?.keyDir).not.toBe(other?.keyDir)
  })

  test.each([
    ['PORT', '70000'],
    ['PORT', 'http'],
    ['HOST', 'a b'],
    ['PUBLIC_URL', 'http://beratung.example'],
    ['PUBLIC_URL', 'https://beratung.example/pfad'],
    ['PUBLIC_URL', 'beratung.example'],
    ['DATABASE_URL', 'mysql://x'],
    ['SMTP_URL', 'mail.example'],
    ['SMTP_URL', 'smtp://mail.example:587?requireTLS=false'],
    ['TRUSTED_PROXIES', 'true'],
    ['TRUSTED_PROXIES', '1'],
    ['TRUSTED_PROXIES', '10.0.0.1'],
    ['TRUSTED_PROXIES', '10.0.0.0/8,*'],
    ['TURN_URLS', 'http://turn.example'],
    ['KMS_KEY_ID', 'arn:aws:s3:::bucket'],
    ['KMS_ENDPOINT', 'http://kms.example'],
    ['KMS_ENDPOINT', 'https://kms.example'],
    ['OPERATOR_CARD', '/nowhere/card.json'],
    ['XDG_RUNTIME_DIR', 'relative'],
    ['CONSENT_EVIDENCE_MONTHS', '37'],
    ['CONSENT_EVIDENCE_MONTHS', '-1'],
    ['CONSENT_EVIDENCE_MONTHS', '1.5'],
  ])('with a wrong value is refused by a sentence that names %s', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name} .*\\.$`))
  })

  test('is refused with half of a pair', () => {
    expect(() => readConfig({ SMTP_URL: 'smtp://mail.example' })).toThrow('MAIL_FROM')
    expect(() => readConfig({ TURN_URLS: 'turn:turn.example:3478' })).toThrow('TURN_SECRET')
  })

  test('takes a key of AWS KMS by id, alias or ARN of any partition', () => {
    expect(readConfig({}).kms).toBeNull()
    for (const KMS_KEY_ID of [
      '1234abcd-12ab-34cd-56ef-1234567890ab',
      'alias/vieraugen',
      'arn:aws-eusc:kms:eusc-de-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    ])
      expect(readConfig({ KMS_KEY_ID }).kms).toEqual({ keyId: KMS_KEY_ID, endpoint: null })
  })

  test('takes an operator’s card, and names the field that is missing', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'vieraugen-card-')), 'card.json')
    const { fictitious: _, ...card } = exampleCard
    writeFileSync(file, JSON.stringify(card))
    expect(readConfig({ OPERATOR_CARD: file }).cardFile).toEqual(card)
    writeFileSync(file, JSON.stringify({ ...card, controller: { ...card.controller, phone: '' } }))
    expect(() => readConfig({ OPERATOR_CARD: file })).toThrow('controller.phone')
  })

  test('takes a period for evidence of consent from none to 36 months, which is the usual one', () => {
    expect(readConfig({}).consentEvidenceMonths).toBe(36)
    for (const months of [0, 6, 36])
      expect(readConfig({ CONSENT_EVIDENCE_MONTHS: String(months) }).consentEvidenceMonths).toBe(months)
  })

  test('takes https with secure cookies, and CIDR lists', () => {
    const config = readConfig({ PUBLIC_URL: 'https://beratung.example', TRUSTED_PROXIES: '10.0.0.0/8, fd00::/8' })
    expect(config.loopback).toBe(false)
    expect(config.trustedProxies).toEqual(['10.0.0.0/8', 'fd00::/8'])
  })
})
