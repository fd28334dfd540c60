declare const place: unique symbol

/** Ciphertext of one column, such as `Sealed<'account.email'>`. Only `seal.ts` makes one, so plaintext is not assignable. */
export type Sealed<C extends string> = Buffer & { readonly [place]: C }
