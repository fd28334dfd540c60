import { expect, test } from 'vitest'
import { createLog } from './base/log.ts'
import { createTestClock } from './base/test-base.ts'
import { startJobs } from './jobs.ts'

function gate() {
  let open = (_count: number): void => {}
  const passed = new Promise<number>((resolve) => (open = resolve))
  return { passed, open: (count: number) => open(count) }
}

test('a job runs at its time, never twice at once, and the end waits for it', async () => {
  const clock = createTestClock()
  const lines: string[] = []
  let runs = 0
  const first = gate()
  const job = { name: 'slow', everySeconds: 10, run: () => (runs++, first.passed) }
  const stop = startJobs({ clock, log: createLog((line) => lines.push(line)) }, [job])
  clock.advance(9_000)
  expect(runs).toBe(0)
  clock.advance(31_000)
  expect(runs).toBe(1)
  const stopped = stop()
  first.open(3)
  await stopped
  clock.advance(60_000)
  expect(runs).toBe(1)
  expect(lines.join()).toContain('"job":"slow","count":3')
})

test('a job that fails is logged without a value and runs again', async () => {
  const clock = createTestClock()
  const lines: string[] = []
  let runs = 0
  const job = { name: 'failing', everySeconds: 10, run: () => (runs++, Promise.reject(new Error('geheim'))) }
  const stop = startJobs({ clock, log: createLog((line) => lines.push(line)) }, [job])
  clock.advance(10_000)
  await expect.poll(() => lines.length).toBe(1)
  clock.advance(10_000)
  await stop()
  expect(runs).toBe(2)
  expect(lines.join()).not.toContain('geheim')
})
