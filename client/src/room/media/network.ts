/** Tells that the device may have changed its network: cable to radio, another cell, back from standby. */
export interface Network {
  /** `certain` when the browser says that it has changed. Returns the function that ends the subscription. */
  onChange(listener: (certain: boolean) => void): () => void
}

/** `navigator.connection` is not in every browser, nor in TypeScript's DOM. */
const connection = () => (navigator as Navigator & { connection?: EventTarget }).connection

export const browserNetwork: Network = {
  onChange(listener) {
    const abort = new AbortController()
    const { signal } = abort
    addEventListener('online', () => listener(true), { signal })
    connection()?.addEventListener('change', () => listener(true), { signal })
    // A phone that slept has often lost its paths without any event but this one.
    const onVisibility = () => document.visibilityState === 'visible' && listener(false)
    document.addEventListener('visibilitychange', onVisibility, { signal })
    return () => abort.abort()
  },
}
