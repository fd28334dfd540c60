// Generated from the migrated database and the register by generate.ts. Do not edit.
import type { Sealed } from './sealed.ts'

export interface AccountTable {
  id: string
  state: 'unconfirmed' | 'pending' | 'active' | 'locked'
  first_name: Sealed<'account.first_name'>
  last_name: Sealed<'account.last_name'>
  email: Sealed<'account.email'>
  user_name: Sealed<'account.user_name'>
  password: Sealed<'account.password'>
  email_index: Buffer
  user_name_index: Buffer
  created_at: Date
  confirmed_at: Date | null
  seen_at: Date
  restricted_at: Date | null
  notified_at: Date | null
  role: 'counsellor' | 'dpo' | 'administrator'
  approved_at: Date | null
}

export interface AccountInvitationTable {
  id: string
  role: 'counsellor' | 'dpo' | 'administrator'
  secret_hash: Buffer
  created_at: Date
  expires_at: Date
  created_by: string
}

export interface AccountKeyTable {
  account_id: string
  wrapped: Sealed<'account_key.wrapped'>
  created_at: Date
  renewed_at: Date | null
  settled_at: Date | null
}

export interface AccountTokenTable {
  id: string
  account_id: string
  purpose: 'confirm-email' | 'reset-password' | 'change-email'
  secret_hash: Buffer
  new_email: Sealed<'account_token.new_email'> | null
  new_email_index: Buffer | null
  created_at: Date
  expires_at: Date
  used_at: Date | null
}

export interface AddressSeenTable {
  id: string
  day: string
  network: Buffer
  address: Sealed<'address_seen.address'>
  seen_at: Date
}

export interface AttackBlockTable {
  id: string
  day: string
  network: Buffer
  cause: 'register' | 'sign-in' | 'second-factor' | 'reset' | 'knock' | 'socket' | 'unknown-link' | 'missing-page'
  strikes: number
  begun_at: Date
  ends_at: Date
}

export interface AuditEntryTable {
  number: number
  at: Date
  actor: string
  act: string
  account_id: string | null
  thing: string | null
  previous_hash: Buffer
  hash: Buffer
}

export interface ConsentTable {
  id: string
  role: 'counsellor' | 'client'
  account_id: string | null
  receipt_hash: Buffer | null
  meeting_ref: Buffer | null
  language: string
  build: string
  given_at: Date
  withdrawn_at: Date | null
}

export interface ConsentItemTable {
  consent_id: string
  box: string
  text_hash: Buffer
}

export interface ControllerKeyTable {
  purpose: 'installation' | 'wrap' | 'index' | 'mac'
  version: number
  holder: string
  box: Buffer
  created_at: Date
  retired_at: Date | null
}

export interface DayCountTable {
  day: string
  what: string
  value: string
  count: number
}

export interface DeletionLogTable {
  number: number
  receipt: string
  class: string
  count: number
  due_at: Date
  started_at: Date
  finished_at: Date
  method: string
  result: string
  previous_hash: Buffer
  hash: Buffer
}

export interface InvitationTable {
  id: string
  meeting_id: string
  secret_hash: Buffer
  created_at: Date
  revoked_at: Date | null
}

export interface KeyRenewalTable {
  level: 'controller' | 'accounts' | 'index'
  asked_at: Date
  finished_at: Date | null
}

export interface LegalTextTable {
  hash: Buffer
  language: string
  body: string
  published_at: Date
}

export interface MeetingTable {
  id: string
  account_id: string | null
  state: 'planned' | 'opening' | 'open' | 'ended' | 'shredded' | 'verified'
  begins_at: Date
  minutes: number
  note: Sealed<'meeting.note'> | null
  created_at: Date
  opened_at: Date | null
  empty_since: Date | null
  ended_at: Date | null
  ended_by: 'moderator' | 'last-left' | 'limit' | 'cancelled' | 'key-lost' | 'account-deleted' | null
  shredded_at: Date | null
  verified_at: Date | null
  receipt: string | null
  erased: number
  closed_link: Buffer | null
}

export interface OperatorCardTable {
  version: number
  body: string
  source: 'file' | 'administration'
  published_at: Date
}

export interface OutboxTable {
  id: string
  template: string
  message: Sealed<'outbox.message'>
  created_at: Date
  attempts: number
  next_attempt_at: Date
}

export interface ParticipantTable {
  id: string
  meeting_id: string
  session_id: string
  invitation_id: string | null
  consent_id: string | null
  role: 'moderator' | 'guest'
  state: 'waiting' | 'held' | 'admitted' | 'denied' | 'removed' | 'left'
  entered_at: Date
  decided_at: Date | null
  decided_by: string | null
}

export interface ProofEntryTable {
  number: number
  made_at: Date
  body: string
  previous_hash: Buffer
  hash: Buffer
  public_key: Buffer
  signature: Buffer
}

export interface RecoveryCodeTable {
  id: string
  account_id: string
  code_hash: Buffer
  created_at: Date
}

export interface RequestRecordTable {
  at: Date
  file: string
  status: number
  bytes: number
  browser: string
  address_id: string | null
}

export interface RetentionHoldTable {
  rule: string
  reason: string
  held_at: Date
}

export interface RetentionRunTable {
  rule: string
  run_at: Date
  count: number
}

export interface RightsRequestTable {
  id: string
  number: string
  kind: 'access' | 'rectification' | 'erasure' | 'restriction' | 'portability' | 'objection' | 'contract'
  state: 'open' | 'answered' | 'closed'
  account_id: string | null
  receipt_hash: Buffer | null
  text: Sealed<'rights_request.text'>
  created_at: Date
  due_at: Date
  reminded_at: Date | null
  extended_at: Date | null
  extension_reason: Sealed<'rights_request.extension_reason'> | null
  answer: Sealed<'rights_request.answer'> | null
  answered_at: Date | null
  answered_by: string | null
  closed_at: Date | null
}

export interface RoomEventTable {
  meeting_id: string
  seq: number
  sender: string
  box: Sealed<'room_event.box'>
  created_at: Date
}

export interface SecondFactorTable {
  id: string
  account_id: string
  kind: 'totp' | 'passkey'
  name: Sealed<'second_factor.name'>
  secret: Sealed<'second_factor.secret'>
  last_step: number | null
  created_at: Date
  used_at: Date | null
}

export interface SessionTable {
  id: string
  token_hash: Buffer
  account_id: string | null
  created_at: Date
  seen_at: Date
  expires_at: Date
  strong_at: Date | null
}

export interface Database {
  account: AccountTable
  account_invitation: AccountInvitationTable
  account_key: AccountKeyTable
  account_token: AccountTokenTable
  address_seen: AddressSeenTable
  attack_block: AttackBlockTable
  audit_entry: AuditEntryTable
  consent: ConsentTable
  consent_item: ConsentItemTable
  controller_key: ControllerKeyTable
  day_count: DayCountTable
  deletion_log: DeletionLogTable
  invitation: InvitationTable
  key_renewal: KeyRenewalTable
  legal_text: LegalTextTable
  meeting: MeetingTable
  operator_card: OperatorCardTable
  outbox: OutboxTable
  participant: ParticipantTable
  proof_entry: ProofEntryTable
  recovery_code: RecoveryCodeTable
  request_record: RequestRecordTable
  retention_hold: RetentionHoldTable
  retention_run: RetentionRunTable
  rights_request: RightsRequestTable
  room_event: RoomEventTable
  second_factor: SecondFactorTable
  session: SessionTable
}

/** Columns that hold ciphertext. */
export type SealedColumn =
  | 'account.first_name'
  | 'account.last_name'
  | 'account.email'
  | 'account.user_name'
  | 'account.password'
  | 'account_key.wrapped'
  | 'account_token.new_email'
  | 'address_seen.address'
  | 'meeting.note'
  | 'outbox.message'
  | 'rights_request.text'
  | 'rights_request.extension_reason'
  | 'rights_request.answer'
  | 'room_event.box'
  | 'second_factor.name'
  | 'second_factor.secret'
