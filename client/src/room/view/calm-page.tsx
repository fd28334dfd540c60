import type { ReactNode } from 'react'
import { awayPath } from '../../paths.ts'
import { Mark } from '../../ui/mark.tsx'
import { QuickExit } from '../../ui/quick-exit.tsx'

/** Everything around the conversation: one column, much air, the quick way out for clients. */
export function CalmPage({ forGuest = false, children }: { forGuest?: boolean; children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col bg-ground text-text">
      <header className="mx-auto flex w-full max-w-3xl items-center justify-between gap-3 px-4 py-2">
        <span className="flex min-h-11 items-center gap-2 font-bold">
          <Mark />
          <span className="text-lg">Vieraugen</span>
        </span>
        {forGuest && <QuickExit to={awayPath} />}
      </header>
      <main className="mx-auto grid w-full max-w-2xl content-start gap-5 px-4 py-6 sm:py-10">{children}</main>
    </div>
  )
}
