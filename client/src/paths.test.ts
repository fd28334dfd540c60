import { describe, expect, test } from 'vitest'
import { endPath, invitationLink, paths, patterns, roomPath, sheetPath } from './paths.ts'

const id = '0192f0c1-1111-7222-8333-444455556666'

describe('the addresses of the product', () => {
  test('an invitation carries its secret behind the #, where no server sees it', () => {
    const link = new URL(invitationLink('https://beratung.example', 'geheim'))
    expect(link.pathname).toBe(paths.invitation)
    expect(link.hash).toBe('#geheim')
    expect(link.search).toBe('')
  })

  test('every path with an id fits the pattern it is opened by', () => {
    const made = { sheet: sheetPath(id), room: roomPath(id), end: endPath(id) }
    for (const [name, path] of Object.entries(made))
      expect(path).toBe(patterns[name as keyof typeof patterns].replace(':id', id))
  })

  test('no two pages share an address', () => {
    const all = Object.values(paths)
    expect(new Set(all).size).toBe(all.length)
  })
})
