import { expect, test } from 'vitest'
import { layoutOf } from './layout.ts'

const desk = { width: 900, height: 600, hasScreen: false }
const phone = { width: 390, height: 620, hasScreen: false }

test('two people: the other one large', () => {
  expect(layoutOf({ ...desk, others: 1 })).toEqual({ kind: 'pair' })
  expect(layoutOf({ ...phone, others: 1 })).toEqual({ kind: 'pair' })
  expect(layoutOf({ ...phone, others: 0 })).toEqual({ kind: 'alone' })
})

test('up to six people: everybody alike, as large as the window allows', () => {
  const columns = (stage: typeof desk, others: number) => layoutOf({ ...stage, others })
  expect([2, 3, 4, 5].map((others) => columns(desk, others))).toEqual([
    { kind: 'grid', columns: 2 },
    { kind: 'grid', columns: 2 },
    { kind: 'grid', columns: 3 },
    { kind: 'grid', columns: 3 },
  ])
  expect([2, 3, 5].map((others) => columns(phone, others))).toEqual([
    { kind: 'grid', columns: 1 },
    { kind: 'grid', columns: 2 },
    { kind: 'grid', columns: 2 },
  ])
})

test('a shown screen comes first, wherever there is room for the people', () => {
  expect(layoutOf({ ...desk, others: 3, hasScreen: true })).toEqual({ kind: 'screen', side: 'right' })
  expect(layoutOf({ ...phone, others: 1, hasScreen: true })).toEqual({ kind: 'screen', side: 'below' })
})
