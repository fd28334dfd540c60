import { describe, expect, test } from 'vitest'
import { countReport, lastLine } from './test-report.ts'

const clean = { numPassedTests: 2, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] }
const full = { code: 0, mayBeEmpty: false }
const report = (more: object): string => JSON.stringify({ ...clean, ...more })

describe('the count at the end of a test run', () => {
  test('takes over what the runner counted', () => {
    expect(countReport(report({ numFailedTests: 1, numPendingTests: 3 }), { ...full, code: 1 })).toEqual({
      passed: 2,
      failed: 1,
      skipped: 3,
    })
  })

  test('counts a file that did not load as a failure', () => {
    const testResults = [{ status: 'failed', assertionResults: [] }]
    expect(countReport(report({ testResults }), { ...full, code: 1 }).failed).toBe(1)
  })

  test('counts a missing report, a bad end and an empty group as a failure', () => {
    expect(countReport(undefined, full).failed).toBe(1)
    expect(countReport(report({}), { ...full, code: 1 }).failed).toBe(1)
    expect(countReport(report({ numPassedTests: 0 }), full).failed).toBe(1)
  })

  test('lets a group be empty when only some tests were asked for', () => {
    expect(countReport(report({ numPassedTests: 0 }), { code: 0, mayBeEmpty: true }).failed).toBe(0)
  })

  test('is good only when something passed and nothing failed', () => {
    const none = { passed: 0, failed: 0, skipped: 0 }
    expect(lastLine([{ passed: 2, failed: 0, skipped: 0 }, none], 0)).toEqual({
      line: '2 passed, 0 failed',
      isGood: true,
    })
    expect(lastLine([{ passed: 2, failed: 0, skipped: 4 }], 0).line).toBe('2 passed, 0 failed, 4 skipped')
    expect(lastLine([none], 0).isGood).toBe(false)
    expect(lastLine([{ passed: 2, failed: 0, skipped: 0 }], 1)).toEqual({ line: '2 passed, 1 failed', isGood: false })
  })
})
