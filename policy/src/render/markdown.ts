/** The few pieces of Markdown that the documents are made of. */
export const heading = (level: number, text: string): string => `${'#'.repeat(level)} ${text}`

/** Leads to the heading with these words on the same page. */
export const link = (to: string): string => {
  const anchor = to
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-')
  return `[${to}](#${anchor})`
}

export const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n')

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Names of columns, tables and the like, or a dash where there are none. */
export const names = (all: readonly string[]): string => all.map((name) => `\`${name}\``).join(', ') || '–'

/** Blocks with one empty line between them, and a line break at the end. */
export const page = (blocks: readonly string[]): string => `${blocks.join('\n\n')}\n`
