let kept: { path: string; secret: string } | null = null

/**
 * The secret behind the # of this page's address, or null. It is taken out of the address bar at once and rests in memory,
 * so that nobody reads it over a shoulder and it does not stay in the history. A reload therefore forgets it.
 */
export function secretOfAddress(): string | null {
  const { pathname, hash } = location
  if (hash.length > 1) {
    kept = { path: pathname, secret: hash.slice(1) }
    history.replaceState(history.state, '', pathname)
  }
  return kept?.path === pathname ? kept.secret : null
}
