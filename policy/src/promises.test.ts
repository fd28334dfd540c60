import { describe, expect, test } from 'vitest'
import { tables } from './columns.ts'
import type { TableId } from './columns.ts'
import { month, retentionOf, rulesOf, usual } from './configured.ts'
import { promises, unprovable } from './promises.ts'
import type { PolicyPromise } from './promises.ts'
import { proofs, proofSql } from './proofs.ts'
import type { Proof } from './proofs.ts'
import { personalTables } from './owners.ts'
import { activities } from './register.ts'
import { executionSeconds, retentionRules } from './retention.ts'
import type { RetentionRule } from './retention-rule.ts'
import { anchorSql, dueSql, endSql, engineRulesOf, executableSql, noticeSql } from './retention-sql.ts'
import { saboteurs } from './saboteurs.ts'

const every = Object.values<PolicyPromise>(promises)
const everyProof = Object.entries<Proof>(proofs)
const engineRules = engineRulesOf(usual)

describe('promises', () => {
  test('are nineteen, from P01 to P19', () => {
    expect(Object.keys(promises)).toEqual(Array.from({ length: 19 }, (_, i) => `P${String(i + 1).padStart(2, '0')}`))
  })

  test('use each proof once, and a saboteur of it', () => {
    expect(every.map(({ proof }) => proof).toSorted()).toEqual(Object.keys(proofs).toSorted())
    for (const { proof, saboteur } of every) expect(saboteurs[saboteur].breaks).toBe(proof)
  })

  test('do not compile without a saboteur of their own proof', () => {
    const { saboteur: _, ...naked } = promises.P08
    // @ts-expect-error a promise without a saboteur
    const without: PolicyPromise = naked
    // @ts-expect-error a saboteur that another proof detects
    const wrong: PolicyPromise = { ...promises.P08, saboteur: 'sets-a-cookie' }
    expect([without, wrong]).toHaveLength(2)
  })

  test('speak as the texts do: both languages, whole sentences, no exclamation mark', () => {
    const told = [
      ...every.flatMap(({ statement, limits }) => [statement, limits]),
      ...everyProof.map(([, { describe: words }]) => words),
      ...unprovable,
    ]
    for (const { de, en } of told) {
      for (const text of [de, en]) expect(text).toMatch(/^[A-ZÄÖÜ][^!]*\.$/)
      expect(de).not.toMatch(/Meeting|\bUser|Account|Login|Token|zeitnah|\bKlienten\b|\bBerater\b/)
    }
  })
})

describe('proofs', () => {
  test('grow stale only after a second try could have been made', () => {
    for (const [id, { everySeconds, staleAfterSeconds }] of everyProof) {
      expect([id, staleAfterSeconds >= 2 * everySeconds]).toEqual([id, true])
    }
  })

  test('in SQL read only, take the instant and answer bad, of and oldest', () => {
    for (const [id, proof] of everyProof) {
      if (proof.kind !== 'sql') continue
      const sql = proofSql(proof, usual)
      expect([id, sql?.trim()]).toEqual([id, expect.stringMatching(/^(select|with) /)])
      for (const part of ['$1::timestamptz', ' as bad', ' as "of"', ' as oldest']) expect(sql).toContain(part)
      expect(sql).not.toMatch(/;|\$2|now\(\)|current_|\b(insert|update|delete|alter|drop|create)\s/)
    }
  })

  test('stop new meetings when content stays for five minutes, and only then', () => {
    const stopping = everyProof.filter(([, proof]) => proof.stopsMeetingsAfterSeconds !== undefined)
    expect(stopping.map(([id, proof]) => [id, proof.stopsMeetingsAfterSeconds])).toEqual([['ended-without-data', 300]])
  })
})

describe('periods', () => {
  const rules = Object.entries<RetentionRule>(retentionRules)

  test('cover every table that holds something about people', () => {
    const covered = new Set(
      rules.flatMap(([, rule]) => {
        if ('tables' in rule) return rule.tables
        return 'rows' in rule ? [rule.rows.table, ...(rule.rows.takes ?? [])] : []
      }),
    )
    expect(personalTables.filter((table) => !covered.has(table))).toEqual([])
  })

  test('keep nothing longer than the activity of its table says', () => {
    const tablesOf = (rule: RetentionRule): readonly TableId[] => {
      if ('tables' in rule) return rule.tables
      return 'rows' in rule ? [rule.rows.table] : []
    }
    for (const table of personalTables.filter((one) => !['account_key', 'consent_item'].includes(one))) {
      const longest = activities[tables[table].activity].retention.maxSeconds
      const periods = rules.filter(([, rule]) => tablesOf(rule).includes(table)).map(([, rule]) => rule.maxSeconds)
      expect([table, Math.min(...periods) <= longest]).toEqual([table, true])
    }
  })

  test('that name rows are carried out by the engine, all of them', () => {
    expect(engineRules.map(([id]) => id)).toEqual(rules.filter(([, rule]) => 'rows' in rule).map(([id]) => id))
    expect(engineRules.map(([id]) => id)).toContain('consent.client')
  })

  test('cannot be held for content of meetings, nor for anything but what a law may ask to keep', () => {
    const held: RetentionRule[] = [
      // @ts-expect-error content of a meeting is never held
      { ...retentionRules['meeting.content'], holdable: true },
      { ...retentionRules['consent.client'], holdable: true },
    ]
    expect(held).toHaveLength(2)
    expect(engineRules.filter(([, rule]) => rule.holdable).map(([id]) => id)).toEqual([
      'account.inactive',
      'consent.client',
      'consent.counsellor',
      'deletion.log',
      'audit.log',
    ])
  })

  test('with notices end only after the last notice had its time', () => {
    const rule = retentionRules['account.inactive']
    expect(executableSql(rule)).toContain(`notified_at + interval '604800 seconds' <= $1::timestamptz`)
    expect(noticeSql(rule)).toContain(`seen_at + interval '${(365 - 30) * 86_400} seconds' <= $1::timestamptz`)
    expect(noticeSql(retentionRules['mail.waiting'])).toBeNull()
    expect(executableSql(retentionRules['mail.waiting'])).toBe(dueSql(retentionRules['mail.waiting']))
  })

  test('never reach a living meeting by the engine', () => {
    const meeting = engineRules.filter(([, rule]) => rule.rows.table === 'meeting')
    expect(meeting.map(([, { rows }]) => rows.where)).toEqual([`state = 'verified'`])
    expect(engineRules.some(([, rule]) => rule.rows.table === 'room_event')).toBe(false)
  })

  test('of evidence are what the operator chose, in the rules, the register and the proof alike', () => {
    for (const consentEvidenceMonths of [1, 6, 36]) {
      const chosen = { consentEvidenceMonths }
      const months = `interval '${consentEvidenceMonths} months'`
      expect(retentionOf('consent.evidence', chosen).maxSeconds).toBe(consentEvidenceMonths * month)
      for (const id of ['consent.client', 'consent.counsellor'] as const)
        expect(endSql(rulesOf(chosen)[id])).toContain(months)
      expect(proofSql(proofs['rows-in-time'], chosen)?.split(months)).toHaveLength(3)
    }
    expect(rulesOf(usual)).toEqual(retentionRules)
    for (const id of Object.keys(activities) as (keyof typeof activities)[])
      expect(retentionOf(id, usual)).toEqual(activities[id].retention)
  })

  test('of evidence that are none let it go with the visit or the account', () => {
    const rules = rulesOf({ consentEvidenceMonths: 0 })
    expect(dueSql(rules['consent.client'])).toBe(
      `(role = 'client' and not exists (select from participant where participant.consent_id = consent.id)) and given_at <= $1::timestamptz - interval '43200 seconds'`,
    )
    expect(dueSql(rules['consent.counsellor'])).toContain(`withdrawn_at <= $1::timestamptz - interval '0 seconds'`)
  })

  test('become conditions in SQL that end when the period ends', () => {
    expect(dueSql(retentionRules['mail.waiting'])).toBe(`created_at <= $1::timestamptz - interval '86400 seconds'`)
    expect(dueSql(retentionRules['mail.waiting'], executionSeconds)).toContain(`interval '87300 seconds'`)
    expect(dueSql(retentionRules['session.absolute'])).toBe(`expires_at <= $1::timestamptz - interval '0 seconds'`)
    expect(dueSql(retentionRules['account.unconfirmed'])).toMatch(/^\(state = 'unconfirmed'\) and created_at /)
    expect(anchorSql(retentionRules['consent.client'])).toMatch(
      /^\(\(date_trunc\('year', coalesce\(withdrawn_at, given_at\) .* interval '1 year'\)/,
    )
  })
})
