/** The shape of one processing activity (Art. 30 GDPR). Everything that touches data names one of them. */
export interface Activity {
  readonly title: Text
  readonly purpose: Text
  /** The legal basis, for example „Art. 6 (1)(a)“; several where the law asks for several. */
  readonly basis: readonly LegalBasis[]
  readonly subjects: readonly Subject[]
  /** Kinds of data, in words (Art. 30 (1)(c) GDPR). Which columns they are follows from columns.ts. */
  readonly categories: Text
  readonly recipients: readonly RecipientId[]
  readonly retention: Retention
  /** The promises of the privacy statement that this activity must keep. */
  readonly promises: readonly PromiseId[]
}

export interface Text {
  readonly de: string
  readonly en: string
}

export interface LegalBasis {
  readonly article: '6(1)(a)' | '6(1)(b)' | '6(1)(c)' | '6(1)(f)' | '9(2)(a)'
  readonly because: Text
}

/** `mentioned`: people who are spoken of in a meeting. */
export type Subject = 'counsellor' | 'client' | 'visitor' | 'mentioned'

/** When the period begins, how long it lasts at most, and what happens then. */
export interface Retention {
  readonly anchor: Text
  readonly maxSeconds: number
  readonly action: 'shred' | 'delete' | 'anonymise'
}

/** Who receives data, described in recipients.ts. */
export type RecipientId = 'hosting' | 'mail-server' | 'relay' | 'key-service' | 'room'

export type PromiseId =
  | 'P01'
  | 'P02'
  | 'P03'
  | 'P04'
  | 'P05'
  | 'P06'
  | 'P07'
  | 'P08'
  | 'P09'
  | 'P10'
  | 'P11'
  | 'P12'
  | 'P13'
  | 'P14'
  | 'P15'
  | 'P16'
  | 'P17'
  | 'P18'
  | 'P19'
