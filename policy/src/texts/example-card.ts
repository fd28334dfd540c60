import type { OperatorCard } from '../card.ts'

/**
 * The card of an association that does not exist, used until the operator sets one. Mail addresses are at domains reserved
 * by RFC 2606, telephone numbers lie in the range the Bundesnetzagentur keeps free for films and books (030 23125 000 to 999).
 */
export const exampleCard: OperatorCard = {
  fictitious: true,
  controller: {
    name: 'Musterberatung e. V.',
    street: 'Beispielweg 1',
    place: '00000 Musterstadt',
    email: 'kontakt@example.org',
    phone: '030 23125 100',
    register: 'Amtsgericht Musterstadt, VR 0000',
    board: ['Maxi Muster', 'Toni Beispiel'],
    taxId: 'DE000000000',
  },
  dataProtectionOfficer: {
    name: 'Kim Muster, Datenschutzbüro Beispiel',
    street: 'Beispielweg 2',
    place: '00000 Musterstadt',
    email: 'datenschutz@example.org',
    phone: '030 23125 200',
  },
  processor: {
    name: 'Beispiel-Rechenzentrum gGmbH',
    street: 'Beispielweg 3',
    place: '00000 Musterstadt',
    email: 'betrieb@example.org',
    phone: '030 23125 300',
  },
  authority: {
    name: 'Datenschutzaufsicht Musterland',
    street: 'Beispielweg 4',
    place: '00000 Musterstadt',
    email: 'aufsicht@example.invalid',
    phone: '030 23125 400',
  },
  alternative: {
    phone: '030 23125 500',
    text: {
      de: 'Sie können uns auch anrufen oder zu uns kommen.',
      en: 'You can also call us or come to our office.',
    },
  },
  withdrawalEmail: 'widerruf@example.org',
}
