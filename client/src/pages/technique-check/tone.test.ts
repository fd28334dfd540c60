import { expect, test } from 'vitest'
import { toneFile } from './tone.ts'

test('the test tone is a complete WAV file that begins and ends in silence', async () => {
  const view = new DataView(await toneFile().arrayBuffer())
  const text = (at: number) => String.fromCharCode(...Array.from({ length: 4 }, (_, i) => view.getUint8(at + i)))
  expect([text(0), text(8), text(36)]).toEqual(['RIFF', 'WAVE', 'data'])
  expect(view.getUint32(4, true)).toBe(view.byteLength - 8)
  expect(view.getUint32(40, true)).toBe(view.byteLength - 44)
  expect(view.getInt16(44, true)).toBe(0)
  expect(Math.abs(view.getInt16(view.byteLength - 2, true))).toBeLessThan(60)
})
