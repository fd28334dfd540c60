import { expect, test } from 'vitest'
import { operatorCard } from '@vieraugen/protocol/operator-card.ts'
import { exampleCard } from '@vieraugen/policy/texts/example-card.ts'
import { cardOf, changesBetween, fieldsOf, firstFields } from './card-fields.ts'

const { fictitious: _, ...card } = exampleCard
const example = operatorCard.parse(card)

test('a card that is shown in the form and read back is the same card', () => {
  expect(cardOf(fieldsOf(example))).toEqual(example)
})

test('empty lines and spaces around a name are no members of the board', () => {
  const fields = { ...fieldsOf(example), board: ' Maxi Muster \n\n  \nToni Beispiel\n' }
  expect(cardOf(fields).controller.board).toEqual(['Maxi Muster', 'Toni Beispiel'])
})

test('a field that is left empty makes a card that is refused', () => {
  const fields = { ...fieldsOf(example), 'authority.phone': '  ' }
  expect(operatorCard.safeParse(cardOf(fields)).success).toBe(false)
})

test('a first form holds nothing invented, and so cannot be published by oversight', () => {
  const first = firstFields(example)
  const filled = Object.entries(first).filter(([, value]) => value !== '')
  expect(filled.map(([name]) => name)).toEqual(['alternative.de', 'alternative.en'])
  expect(operatorCard.safeParse(cardOf(first)).success).toBe(false)
})

test('what changed between two cards is named with both its values, and nothing else is', () => {
  const after = { ...example, processor: { ...example.processor, street: 'Neuer Weg 9' } }
  expect(changesBetween(example, example)).toEqual([])
  expect(changesBetween(example, after)).toEqual([
    { name: 'processor.street', before: example.processor.street, after: 'Neuer Weg 9' },
  ])
})
