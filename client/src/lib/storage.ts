import { browserKeys, type BrowserKey } from '@vieraugen/policy/browser.ts'

/** The only way to the browser's storage. Takes registered keys alone; everything is gone when the tab is closed (P11). */
export const storage = {
  read: (key: BrowserKey): string | null => sessionStorage.getItem(key),
  write: (key: BrowserKey, value: string): void => sessionStorage.setItem(key, value),
  remove: (key: BrowserKey): void => sessionStorage.removeItem(key),
  clear: (): void => {
    for (const key of Object.keys(browserKeys)) sessionStorage.removeItem(key)
  },
}
