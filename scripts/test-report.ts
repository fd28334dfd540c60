/** Tests by result. */
export type Count = { passed: number; failed: number; skipped: number }

type Report = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

/**
 * Counts one run of the test runner from its JSON report. A file that failed before its first test is one failure, and so is
 * a run that wrote no report, ended badly without a failed test, or had no test where some were expected.
 */
export function countReport(json: string | undefined, run: { code: number; mayBeEmpty: boolean }): Count {
  if (!json) return { passed: 0, failed: 1, skipped: 0 }
  const report = JSON.parse(json) as Report
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
  const passed = report.numPassedTests
  const skipped = report.numPendingTests + report.numTodoTests
  const failed = report.numFailedTests + unloaded
  if (failed > 0) return { passed, failed, skipped }
  const isEmpty = passed === 0 && !run.mayBeEmpty
  return { passed, failed: run.code !== 0 || isEmpty ? 1 : 0, skipped }
}

/** The line everything ends with. Good means: nothing failed, and at least one test passed. */
export function lastLine(counts: Count[], otherFailures: number): { line: string; isGood: boolean } {
  const sum = (kind: keyof Count): number => counts.reduce((total, count) => total + count[kind], 0)
  const failed = sum('failed') + otherFailures
  const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : ''
  return { line: `${sum('passed')} passed, ${failed} failed${skipped}`, isGood: failed === 0 && sum('passed') > 0 }
}
