import { expect, test } from 'vitest'
import { silence } from './quick-exit.tsx'

test('whoever leaves quickly leaves neither sound nor picture behind', () => {
  const seen: string[] = []
  const playing = (name: string) => ({
    pause: () => void seen.push(`${name} pauses`),
    srcObject: { getTracks: () => [{ stop: () => seen.push(`${name} stops`) }] } as unknown as MediaStream | null,
  })
  const elements = [playing('voice'), playing('own picture'), { pause: () => void seen.push('empty'), srcObject: null }]
  silence(elements)
  expect(seen).toEqual(['voice pauses', 'voice stops', 'own picture pauses', 'own picture stops', 'empty'])
  expect(elements.every(({ srcObject }) => srcObject === null)).toBe(true)
})
