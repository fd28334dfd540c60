import type { ReactNode } from 'react'

interface WideTableProps {
  /** Names the table and the region it scrolls in. */
  label: string
  head: readonly string[]
  /** The first cell of a row is its heading. */
  rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[]
}

/** A table that scrolls inside its own region, so that the page itself never moves sideways. */
export function WideTable({ label, head, rows }: WideTableProps) {
  return (
    <div
      role="region"
      aria-label={label}
      // Reachable by keyboard: what scrolls must be scrolled without a mouse (WCAG 2.1.1).
      tabIndex={0}
      className="max-h-[28rem] overflow-auto rounded-xl border border-line bg-surface"
    >
      <table aria-label={label} className="w-full border-collapse text-left text-[0.95rem]">
        <thead className="sticky top-0 bg-sunken">
          <tr>
            {head.map((name) => (
              <th key={name} scope="col" className="px-3 py-2 whitespace-nowrap">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [first, ...others] }) => (
            <tr key={key} className="border-t border-line align-top">
              <th scope="row" className="px-3 py-2 font-normal">
                {first}
              </th>
              {others.map((cell, index) => (
                <td key={index} className="px-3 py-2">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
