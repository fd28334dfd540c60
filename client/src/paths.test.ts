import { describe, expect, test } from 'vitest'
import { paths } from '@vieraugen/protocol/pages.ts'
import { endPath, invitationLink, roomPath, sheetPath } from './paths.ts'

const id = '0192f0c1-1111-7222-8333-444455556666'

describe('the addresses of the product', () => {
  test('an invitation carries its secret behind the #, where no server sees it', () => {
    const link = new URL(invitationLink('https://beratung.example', 'geheim'))
    expect(link.pathname).toBe(paths.invitation)
    expect(link.hash).toBe('#geheim')
    expect(link.search).toBe('')
  })

  test('what belongs to a meeting carries its id, and nothing of the pattern is left', () => {
    expect([sheetPath(id), roomPath(id), endPath(id)]).toEqual([
      `/gespraeche/${id}/druckblatt`,
      `/raum/${id}`,
      `/ende/${id}`,
    ])
  })

  test('no two pages share an address', () => {
    const all = Object.values(paths)
    expect(new Set(all).size).toBe(all.length)
  })
})
