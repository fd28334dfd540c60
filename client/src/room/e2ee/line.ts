/** One after the other: tasks run in the order they were given, and a failed one does not stop the next. */
export interface Line {
  run<T>(task: () => Promise<T>): Promise<T>
}

export function createLine(): Line {
  let last: Promise<unknown> = Promise.resolve()
  return {
    run(task) {
      const result = last.then(task)
      last = result.catch(() => undefined)
      return result
    },
  }
}
