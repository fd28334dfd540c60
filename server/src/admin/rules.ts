/** What the auditor needs to compute a hash anew. */
export const hashRecipe =
  'hash = SHA-256(previousHash bytes, then UTF-8 of JSON.stringify([number, at, actor, act, account, thing])); the first previousHash is 32 zero bytes'

/** The last digits of an id: the first ones of a UUIDv7 (RFC 9562) only tell the time. */
export const markOf = (id: string): string => id.slice(-8)
