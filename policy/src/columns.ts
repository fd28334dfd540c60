import type { ActivityId } from './register.ts'

/**
 * How a column is protected at rest.
 * `account`: under the person's own key, which dies with the account. `meeting`: under the meeting's key, which dies with
 * the meeting. `day`: under the key of one calendar day, which dies with the addresses' period. `installation`: under the
 * controller's key. `hash`: a keyed or one-way hash, itself a pseudonym.
 */
export type Protection = 'account' | 'meeting' | 'day' | 'installation' | 'hash'

export type Column =
  | { readonly personal: true; readonly protection: Protection }
  /** Personal by reference only (ids, times): why it may stand in the clear. */
  | { readonly personal: true; readonly protection: 'clear'; readonly because: string }
  | { readonly personal: false; readonly because: string }

export interface Table {
  readonly activity: ActivityId
  /** The way from a row to the person it is about, as a chain of columns; null where no person is meant. */
  readonly owner: readonly string[] | null
  readonly columns: { readonly [column: string]: Column }
}

const sealed = (protection: Protection): Column => ({ personal: true, protection })
const id: Column = {
  personal: true,
  protection: 'clear',
  because: 'Zufällige Kennung, ohne Schlüssel keiner Person zuzuordnen',
}
const time: Column = {
  personal: true,
  protection: 'clear',
  because: 'Fristen müssen auch bei gesperrtem Schlüssel ablaufen',
}
const state: Column = {
  personal: true,
  protection: 'clear',
  because: 'Zustand, den Löschung und Zugangskontrolle ohne Schlüssel lesen',
}
const dayTag: Column = {
  personal: true,
  protection: 'clear',
  because: 'Prüfwert der IP-Adresse in Form einer Kennung, ohne den Schlüssel des Tages reiner Zufall',
}
const fact = (because: string): Column => ({ personal: false, because })

/** Every column of the database. A column that is missing here, or here and not there, stops the build. */
export const tables = {
  account: {
    activity: 'account.register',
    owner: ['account.id'],
    columns: {
      id,
      state,
      role: state,
      first_name: sealed('account'),
      last_name: sealed('account'),
      email: sealed('account'),
      user_name: sealed('account'),
      password: sealed('account'),
      email_index: sealed('hash'),
      user_name_index: sealed('hash'),
      created_at: time,
      confirmed_at: time,
      approved_at: time,
      seen_at: time,
      restricted_at: time,
      notified_at: time,
    },
  },
  account_key: {
    activity: 'account.register',
    owner: ['account_key.account_id', 'account.id'],
    columns: {
      account_id: id,
      wrapped: sealed('installation'),
      created_at: time,
      renewed_at: time,
      settled_at: time,
    },
  },
  account_token: {
    activity: 'account.register',
    owner: ['account_token.account_id', 'account.id'],
    columns: {
      id,
      account_id: id,
      purpose: state,
      secret_hash: sealed('hash'),
      new_email: sealed('account'),
      new_email_index: sealed('hash'),
      created_at: time,
      expires_at: time,
      used_at: time,
    },
  },
  session: {
    activity: 'account.session',
    owner: ['session.account_id', 'account.id'],
    columns: {
      id,
      token_hash: sealed('hash'),
      account_id: id,
      created_at: time,
      seen_at: time,
      expires_at: time,
      strong_at: time,
    },
  },
  second_factor: {
    activity: 'account.second-factor',
    owner: ['second_factor.account_id', 'account.id'],
    columns: {
      id,
      account_id: id,
      kind: state,
      name: sealed('account'),
      secret: sealed('account'),
      last_step: fact('Laufende Nummer des letzten Einmalcodes'),
      created_at: time,
      used_at: time,
    },
  },
  recovery_code: {
    activity: 'account.second-factor',
    owner: ['recovery_code.account_id', 'account.id'],
    columns: { id, account_id: id, code_hash: sealed('hash'), created_at: time },
  },
  account_invitation: {
    activity: 'account.register',
    owner: ['account_invitation.created_by', 'account.id'],
    columns: {
      id,
      role: fact('Rolle, zu der eingeladen wird'),
      secret_hash: sealed('hash'),
      created_at: time,
      expires_at: time,
      created_by: id,
    },
  },
  audit_entry: {
    activity: 'administration.audit',
    owner: ['audit_entry.actor', 'account.id'],
    columns: {
      number: fact('Laufende Nummer'),
      at: time,
      actor: id,
      act: fact('Art der Handlung, aus einer festen Liste'),
      account_id: id,
      thing: fact('Nummer, Regel oder Version, ohne Personen'),
      previous_hash: fact('Verkettung'),
      hash: fact('Verkettung'),
    },
  },
  consent: {
    activity: 'consent.evidence',
    owner: ['consent.account_id', 'account.id'],
    columns: {
      id,
      role: fact('BeraterIn oder KlientIn, keine Person'),
      account_id: id,
      receipt_hash: sealed('hash'),
      meeting_ref: sealed('hash'),
      language: fact('Sprache des gezeigten Textes'),
      build: fact('Stand der Software'),
      given_at: time,
      withdrawn_at: time,
    },
  },
  consent_item: {
    activity: 'consent.evidence',
    owner: ['consent_item.consent_id', 'consent.id'],
    columns: { consent_id: id, box: fact('Welches Kästchen'), text_hash: fact('Prüfsumme des gezeigten Textes') },
  },
  legal_text: {
    activity: 'consent.evidence',
    owner: null,
    columns: {
      hash: fact('Prüfsumme des Textes'),
      language: fact('Sprache'),
      body: fact('Öffentlicher Rechtstext'),
      published_at: fact('Zeitpunkt der Veröffentlichung'),
    },
  },
  operator_card: {
    activity: 'site.read',
    owner: null,
    columns: {
      version: fact('Laufende Nummer'),
      body: fact('Öffentliche Angaben zur verantwortlichen Stelle'),
      source: fact('Datei oder Verwaltung'),
      published_at: fact('Zeitpunkt der Veröffentlichung'),
    },
  },
  meeting: {
    activity: 'meeting.plan',
    owner: ['meeting.account_id', 'account.id'],
    columns: {
      id,
      account_id: id,
      state,
      begins_at: time,
      minutes: fact('Geplante Dauer'),
      note: sealed('account'),
      created_at: time,
      opened_at: time,
      empty_since: time,
      ended_at: time,
      ended_by: state,
      shredded_at: time,
      verified_at: time,
      receipt: fact('Zufällige Nummer der Löschung'),
      erased: fact('Zahl der gelöschten Einträge'),
      closed_link: sealed('hash'),
    },
  },
  invitation: {
    activity: 'meeting.plan',
    owner: ['invitation.meeting_id', 'meeting.id'],
    columns: { id, meeting_id: id, secret_hash: sealed('hash'), created_at: time, revoked_at: time },
  },
  participant: {
    activity: 'meeting.wait',
    owner: ['participant.session_id', 'session.id'],
    columns: {
      id,
      meeting_id: id,
      session_id: id,
      invitation_id: id,
      consent_id: id,
      role: state,
      state,
      entered_at: time,
      decided_at: time,
      decided_by: id,
    },
  },
  room_event: {
    activity: 'meeting.hold',
    owner: ['room_event.sender', 'participant.id'],
    columns: { meeting_id: id, seq: fact('Laufende Nummer'), sender: id, box: sealed('meeting'), created_at: time },
  },
  rights_request: {
    activity: 'rights.answer',
    owner: ['rights_request.account_id', 'account.id'],
    columns: {
      id,
      number: fact('Zufällige Nummer der Anfrage'),
      kind: state,
      state,
      account_id: id,
      receipt_hash: sealed('hash'),
      text: sealed('installation'),
      created_at: time,
      due_at: time,
      reminded_at: time,
      extended_at: time,
      extension_reason: sealed('installation'),
      answer: sealed('installation'),
      answered_at: time,
      answered_by: id,
      closed_at: time,
    },
  },
  outbox: {
    activity: 'mail.send',
    owner: ['outbox.message'],
    columns: {
      id,
      template: fact('Name der Vorlage'),
      message: sealed('installation'),
      created_at: time,
      attempts: fact('Zahl der Versuche'),
      next_attempt_at: time,
    },
  },
  controller_key: {
    activity: 'account.register',
    owner: null,
    columns: {
      purpose: fact('Wofür der Schlüssel da ist'),
      version: fact('Laufende Nummer'),
      holder: fact('Wer den obersten Schlüssel verwahrt'),
      box: fact('Schlüssel der Anwendung, mit dem obersten Schlüssel verschlüsselt'),
      created_at: fact('Zeitpunkt der Erneuerung'),
      retired_at: fact('Zeitpunkt der Ablösung'),
    },
  },
  key_renewal: {
    activity: 'account.register',
    owner: null,
    columns: {
      level: fact('Welche Schlüssel erneuert werden'),
      asked_at: fact('Zeitpunkt des Auftrags'),
      finished_at: fact('Zeitpunkt des Abschlusses'),
    },
  },
  deletion_log: {
    activity: 'deletion.evidence',
    owner: null,
    columns: {
      number: fact('Laufende Nummer'),
      receipt: fact('Zufällige Nummer der Löschung'),
      class: fact('Datenart'),
      count: fact('Zahl der gelöschten Einträge'),
      due_at: fact('Fällig'),
      started_at: fact('Begonnen'),
      finished_at: fact('Beendet'),
      method: fact('Verfahren'),
      result: fact('Ergebnis der Nachprüfung'),
      previous_hash: fact('Verkettung'),
      hash: fact('Verkettung'),
    },
  },
  retention_run: {
    activity: 'deletion.evidence',
    owner: null,
    columns: {
      rule: fact('Regel des Löschkonzepts'),
      run_at: fact('Letzter Löschlauf'),
      count: fact('Zahl der dabei gelöschten Einträge'),
    },
  },
  retention_hold: {
    activity: 'deletion.evidence',
    owner: null,
    columns: {
      rule: fact('Angehaltene Regel des Löschkonzepts'),
      reason: fact('Rechtsgrund des Anhaltens, ohne Personen'),
      held_at: fact('Angehalten'),
    },
  },
  proof_entry: {
    activity: 'proof.publish',
    owner: null,
    columns: {
      number: fact('Laufende Nummer'),
      made_at: fact('Zeitpunkt der Prüfung'),
      body: fact('Veröffentlichte Ergebnisse, Zahlen nur als Bereiche'),
      previous_hash: fact('Verkettung'),
      hash: fact('Verkettung'),
      public_key: fact('Öffentlicher Schlüssel der Unterschrift'),
      signature: fact('Unterschrift'),
    },
  },
  address_seen: {
    activity: 'attack.contain',
    owner: ['address_seen.address'],
    columns: {
      id: dayTag,
      day: fact('Tag, dessen Schlüssel die Zeile verschlüsselt'),
      network: sealed('hash'),
      address: sealed('day'),
      seen_at: time,
    },
  },
  attack_block: {
    activity: 'attack.contain',
    owner: ['attack_block.network'],
    columns: {
      id,
      day: fact('Tag, dessen Schlüssel den Prüfwert bildet'),
      network: sealed('hash'),
      cause: state,
      strikes: fact('Die wievielte Sperre in Folge'),
      begun_at: time,
      ends_at: time,
    },
  },
  request_record: {
    activity: 'request.count',
    owner: ['request_record.address_id', 'address_seen.id', 'address_seen.address'],
    columns: {
      at: time,
      file: fact('Dateiname aus einer festen Liste, mit der Art des Aufrufs, ohne Kennungen'),
      status: fact('Status der Antwort'),
      bytes: fact('Übertragene Datenmenge'),
      browser: fact('Browsertyp und Hauptversion aus einer festen Liste'),
      address_id: dayTag,
    },
  },
  day_count: {
    activity: 'request.count',
    owner: null,
    columns: {
      day: fact('Tag'),
      what: fact('Was gezählt wird'),
      value: fact('Welcher Wert davon, aus einer festen Liste'),
      count: fact('Anzahl'),
    },
  },
} as const satisfies Record<string, Table>

export type TableId = keyof typeof tables
