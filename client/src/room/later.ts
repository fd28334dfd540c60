/** A promise that is kept from outside. `Promise.withResolvers` is too young for the phones people have. */
export interface Later<T> {
  readonly promise: Promise<T>
  resolve(value: T): void
}

export function later<T>(): Later<T> {
  let keep: (value: T) => void = () => undefined
  const promise = new Promise<T>((resolve) => {
    keep = resolve
  })
  return { promise, resolve: (value) => keep(value) }
}
