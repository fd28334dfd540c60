import { type ReactNode, useState } from 'react'
import { Link, Redirect, useLocation } from 'wouter'
import { officePaths, paths } from '@vieraugen/protocol/pages.ts'
import type { Role } from '@vieraugen/protocol/shapes.ts'
import { words } from './admin-words.ts'
import { useWords } from './lib/i18n.ts'
import { session } from './lib/session.ts'
import { useStore } from './lib/use-store.ts'
import { Heading } from './ui/heading.tsx'

type Area = keyof typeof officePaths

/** Areas that a data protection officer does not see. */
const forAdministrators: readonly Area[] = ['accounts']

const areasOf = (role: Role): Area[] =>
  (Object.keys(officePaths) as Area[]).filter((area) => role === 'administrator' || !forAdministrators.includes(area))

/** The frame of the administration: its navigation beside the page, for people with the role and a second factor. */
export function AdminShell({ children }: { children: ReactNode }) {
  const w = useWords(words)
  const account = useStore(session)
  if (!account) return null
  if (account.role === 'counsellor') {
    return (
      <div className="grid gap-4">
        <Heading>{w.forbidden}</Heading>
        <p>{w.forbiddenMeaning}</p>
      </div>
    )
  }
  // Where it is set up, it says why.
  if (account.secondFactor !== 'on') return <Redirect to={paths.account} replace />
  return (
    <div className="grid gap-6 lg:grid-cols-[13rem_minmax(0,1fr)] lg:gap-10">
      <Navigation areas={areasOf(account.role)} />
      <div className="min-w-0">{children}</div>
    </div>
  )
}

function Navigation({ areas }: { areas: readonly Area[] }) {
  const w = useWords(words)
  const [address] = useLocation()
  const [open, setOpen] = useState(false)
  const here = areas.find((area) => officePaths[area] === address)
  return (
    <nav aria-label={w.navigation} className="screen-only lg:sticky lg:top-6 lg:self-start">
      {/* On a phone eleven areas would push the page out of sight. */}
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex min-h-11 w-full items-center justify-between rounded-lg border-2 border-control bg-surface px-4 text-left font-bold lg:hidden"
      >
        {here ? `${w.open}: ${w.areas[here]}` : w.open}
        <span aria-hidden="true">{open ? '▴' : '▾'}</span>
      </button>
      <ul className={`${open ? 'grid' : 'hidden'} mt-2 gap-1 lg:mt-0 lg:grid`}>
        {areas.map((area) => (
          <li key={area}>
            <Link
              href={officePaths[area]}
              aria-current={area === here ? 'page' : undefined}
              onClick={() => setOpen(false)}
              className="flex min-h-11 items-center rounded-lg px-3 no-underline hover:bg-sunken aria-[current=page]:bg-sunken aria-[current=page]:font-bold"
            >
              {w.areas[area]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
