import type { CardEntries } from '@vieraugen/protocol/operator-card.ts'

/** The five people and offices of the card, in the order of the form. */
export const parties = ['controller', 'dataProtectionOfficer', 'processor', 'authority'] as const
export type PartyName = (typeof parties)[number]

export const partyFields = ['name', 'street', 'place', 'email', 'phone'] as const
export type PartyField = (typeof partyFields)[number]

/** What the card says beside them. */
export const entries = [
  'register',
  'board',
  'taxId',
  'alternative.phone',
  'alternative.de',
  'alternative.en',
  'withdrawalEmail',
] as const
type EntryName = (typeof entries)[number]

export type FieldName = `${PartyName}.${PartyField}` | EntryName
export type CardFields = Record<FieldName, string>

/** The card as the form shows it: one text for each field, the board with one name a line. */
export function fieldsOf(card: CardEntries): CardFields {
  const own = parties.flatMap((party) => partyFields.map((field) => [`${party}.${field}`, card[party][field]] as const))
  return {
    ...(Object.fromEntries(own) as Record<`${PartyName}.${PartyField}`, string>),
    register: card.controller.register,
    board: card.controller.board.join('\n'),
    taxId: card.controller.taxId,
    'alternative.phone': card.alternative.phone,
    'alternative.de': card.alternative.text.de,
    'alternative.en': card.alternative.text.en,
    withdrawalEmail: card.withdrawalEmail,
  }
}

/** What a form begins with while no card was published: no invented entry that might be overlooked, only the sentences that suit anybody. */
export function firstFields(example: CardEntries): CardFields {
  const { alternative } = example
  const empty = Object.keys(fieldsOf(example)).map((name) => [name, ''] as const)
  return {
    ...(Object.fromEntries(empty) as CardFields),
    'alternative.de': alternative.text.de,
    'alternative.en': alternative.text.en,
  }
}

export const isEntry = (name: FieldName): name is EntryName => entries.some((entry) => entry === name)

/** The fields in which two cards differ, in the order of the form. */
export function changesBetween(before: CardEntries, after: CardEntries) {
  const [old, next] = [fieldsOf(before), fieldsOf(after)]
  const names = Object.keys(old) as FieldName[]
  return names
    .filter((name) => old[name] !== next[name])
    .map((name) => ({ name, before: old[name], after: next[name] }))
}

/** The card that the fields say; whether it is whole, the shape of the protocol decides. */
export function cardOf(fields: CardFields): CardEntries {
  const party = (name: PartyName) => ({
    name: fields[`${name}.name`].trim(),
    street: fields[`${name}.street`].trim(),
    place: fields[`${name}.place`].trim(),
    email: fields[`${name}.email`].trim(),
    phone: fields[`${name}.phone`].trim(),
  })
  const names = fields.board.split('\n').map((line) => line.trim())
  return {
    controller: {
      ...party('controller'),
      register: fields.register.trim(),
      board: names.filter(Boolean),
      taxId: fields.taxId.trim(),
    },
    dataProtectionOfficer: party('dataProtectionOfficer'),
    processor: party('processor'),
    authority: party('authority'),
    alternative: {
      phone: fields['alternative.phone'].trim(),
      text: { de: fields['alternative.de'].trim(), en: fields['alternative.en'].trim() },
    },
    withdrawalEmail: fields.withdrawalEmail.trim(),
  }
}
