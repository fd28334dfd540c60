import { useEffect, useState } from 'react'
import { secret } from '@vieraugen/protocol/shapes.ts'
import { secretOfAddress } from '../lib/fragment.ts'

const wellFormed = () => {
  const found = secretOfAddress()
  return found === null || secret.safeParse(found).success ? found : ''
}

/** The secret of the link that was opened: null without one, empty when it is cut off or damaged. */
export function useSecret(): string | null {
  const [value, setValue] = useState(wellFormed)
  useEffect(() => {
    // Another link opened in the same tab changes nothing but the fragment.
    const onHash = () => location.hash.length > 1 && setValue(wellFormed())
    addEventListener('hashchange', onHash)
    return () => removeEventListener('hashchange', onHash)
  }, [])
  return value
}
