import { expect, test } from 'vitest'
import { DatabaseError } from './db/database.ts'
import { createLog, errorFacts } from './log.ts'

test('a line holds the event and its fields, nothing else', () => {
  const lines: string[] = []
  createLog((line) => lines.push(line)).event('mail.accepted', { template: 'confirm-email' })
  expect(Object.keys(JSON.parse(lines[0] ?? '{}') as object).sort()).toEqual(['event', 'level', 'template', 'time'])
})

test('of an error only type and code are kept, because messages and details quote values', () => {
  const error = Object.assign(new Error('Key (e)=(geheim@beispiel.example) already exists.'), {
    code: '23505',
    detail: 'geheim@beispiel.example',
  })
  expect(errorFacts(error)).toEqual({ type: 'Error', code: '23505' })
  expect(errorFacts(new DatabaseError('23505', 'x'))).toEqual({ type: 'DatabaseError', code: '23505' })
  expect(errorFacts(Object.assign(new Error('x'), { code: 'an Anna Beraterin' }))).toEqual({ type: 'Error', code: '' })
  expect(errorFacts('geheim')).toEqual({ type: 'string', code: '' })
})

test('tells of each line whether the register names its fields', () => {
  const seen: boolean[] = []
  const log = createLog(() => undefined)
  log.watch((registered) => void seen.push(registered))
  log.event('job.failed', { job: 'sweep', err: { type: 'Error', code: '' } })
  log.event('job.done', { job: 'sweep', count: 1, userAgent: 'x' } as never)
  log.event('job.failed', { job: 'sweep', err: { type: 'Error', code: '', message: 'x' } } as never)
  log.event('job.invented' as never, {} as never)
  expect(seen).toEqual([true, false, false, false])
})
