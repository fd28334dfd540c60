import type { Base } from './base/base.ts'
import { errorFacts } from './base/log.ts'

/** Work that comes round. It answers how many things it did; 0 is not logged. */
export interface Job {
  readonly name: string
  readonly everySeconds: number
  run(): Promise<number>
}

/** Runs every job at its time, never twice at once. Returns the function that stops them and waits for those running. */
export function startJobs({ clock, log }: Pick<Base, 'clock' | 'log'>, jobs: readonly Job[]): () => Promise<void> {
  const running = new Map<string, Promise<void>>()
  const begin = (job: Job): void => {
    if (running.has(job.name)) return
    const work = job
      .run()
      .then((count) => (count > 0 ? log.event('job.done', { job: job.name, count }) : undefined))
      .catch((error: unknown) => log.event('job.failed', { job: job.name, err: errorFacts(error) }))
      .finally(() => running.delete(job.name))
    running.set(job.name, work)
  }
  const stops = jobs.map((job) => clock.every(job.everySeconds * 1000, () => begin(job)))
  return async () => {
    for (const stop of stops) stop()
    await Promise.all(running.values())
  }
}
