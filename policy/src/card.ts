/** Who runs this installation (Art. 13 (1)(a) and (b) GDPR, § 5 DDG). Published in the administration or read from a file. */
export interface OperatorCard {
  /** True for the built-in example. Every page says so until the operator has set a card of their own. */
  readonly fictitious: boolean
  readonly controller: Party & {
    /** For example „Amtsgericht Musterstadt, VR 1234“. */
    readonly register: string
    readonly board: readonly string[]
    readonly taxId: string
  }
  readonly dataProtectionOfficer: Party
  readonly processor: Party
  readonly authority: Party
  /** Where a client can go instead of using video: shown beside the boxes (Recital 43 GDPR). */
  readonly alternative: { readonly phone: string; readonly text: { readonly de: string; readonly en: string } }
  /** Consent can be withdrawn by writing here (Art. 7 (3) GDPR). */
  readonly withdrawalEmail: string
}

export interface Party {
  readonly name: string
  readonly street: string
  readonly place: string
  readonly email: string
  readonly phone: string
}
