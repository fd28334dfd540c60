/** How the pictures share the stage. */
export type Layout =
  | { readonly kind: 'alone' }
  /** One large, the own small in a corner. */
  | { readonly kind: 'pair' }
  /** Everybody alike, the own picture among them. */
  | { readonly kind: 'grid'; readonly columns: number }
  /** A shown screen large, the people beside or below it. */
  | { readonly kind: 'screen'; readonly side: 'right' | 'below' }

export interface Stage {
  /** Other people in the room. */
  readonly others: number
  /** Somebody else shows a screen. */
  readonly hasScreen: boolean
  /** CSS pixels. */
  readonly width: number
  readonly height: number
}

/** Width by height that a face needs. */
const shape = 1

export function layoutOf({ others, hasScreen, width, height }: Stage): Layout {
  if (others === 0) return { kind: 'alone' }
  if (hasScreen) return { kind: 'screen', side: width > height * 1.2 ? 'right' : 'below' }
  if (others === 1) return { kind: 'pair' }
  return { kind: 'grid', columns: bestColumns(others + 1, width, height) }
}

/** As many columns as make the pictures largest. */
function bestColumns(tiles: number, width: number, height: number): number {
  let best = { columns: 1, size: 0 }
  for (let columns = 1; columns <= tiles; columns++) {
    const rows = Math.ceil(tiles / columns)
    const size = Math.min(width / columns, (height / rows) * shape)
    if (size > best.size) best = { columns, size }
  }
  return best.columns
}
