import type { ProofId } from './proofs.ts'

/**
 * Each saboteur plants one violation in a running system; the proof it names must turn red within one cycle, and green
 * again once the violation is taken back. A check that cannot fail proves nothing.
 */
export const saboteurs = {
  'blanks-the-card': { breaks: 'card-complete', plants: 'A card whose data protection officer has no address' },
  'adds-a-column': { breaks: 'columns-registered', plants: 'A column `meeting.topic` that the register does not name' },
  'asks-for-birthday': { breaks: 'account-columns', plants: 'A column `account.birthday`' },
  'forgets-account-consent': {
    breaks: 'accounts-with-consent',
    plants: 'An account whose evidence of consent is deleted',
  },
  'forgets-guest-consent': { breaks: 'guests-with-consent', plants: 'A waiting guest whose evidence lacks one box' },
  'admits-itself': { breaks: 'admitted-by-person', plants: 'A guest admitted by another guest' },
  'sends-plain-frame': { breaks: 'end-to-end', plants: 'A client that passes a chat message to the relay unsealed' },
  'leaves-message': { breaks: 'ended-without-data', plants: 'A room event that stays behind a verified meeting' },
  'writes-addresses': { breaks: 'no-plain-addresses', plants: 'A table with a column of type inet' },
  'logs-user-agent': { breaks: 'log-fields', plants: 'A log line with a field the register does not name' },
  'sets-a-cookie': { breaks: 'browser-storage', plants: 'A page that sets a second cookie' },
  'stores-plain-name': { breaks: 'values-sealed', plants: 'An account whose first name is written as readable bytes' },
  'keeps-client-name': { breaks: 'client-columns', plants: 'A column `participant.display_name`' },
  'ignores-request': { breaks: 'requests-in-time', plants: 'A request that is open a day past its deadline' },
  'refuses-by-rule': { breaks: 'refused-by-person', plants: 'A guest refused by no moderator' },
  'keeps-account': {
    breaks: 'rows-in-time',
    plants: 'An unconfirmed account 49 hours old that the sweeper passes by',
  },
  'idles-sweeper': { breaks: 'rows-in-time', plants: 'A sweeper that stands still while nothing is overdue' },
  'opens-key-file': { breaks: 'measures-in-place', plants: 'A key file that other users can read' },
  'opens-day-keys': { breaks: 'measures-in-place', plants: 'Keys above IP addresses that other users can read' },
  'drops-a-header': { breaks: 'measures-in-place', plants: 'A page without a protective header' },
  'lifts-limits': { breaks: 'measures-in-place', plants: 'A sign-in that takes any number of tries' },
  'skips-restore-drill': { breaks: 'measures-in-place', plants: 'A restore last practised 93 days ago' },
  'loads-foreign-font': { breaks: 'hosts-contacted', plants: 'A page that asks a foreign host for a font' },
  'keeps-withdrawn-seat': {
    breaks: 'withdrawals-executed',
    plants: 'A seat that stays admitted after its consent was withdrawn',
  },
} as const satisfies Record<string, { breaks: ProofId; plants: string }>

export type SaboteurId = keyof typeof saboteurs

/** The saboteurs that a proof must detect. */
export type SaboteurOf<P extends ProofId> = {
  [S in SaboteurId]: (typeof saboteurs)[S]['breaks'] extends P ? S : never
}[SaboteurId]
