import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { officePaths, paths } from '@vieraugen/protocol/pages.ts'
import { chooseLanguage, language, useWords } from './lib/i18n.ts'
import { session, sessions } from './lib/session.ts'
import { loadSite } from './lib/site.ts'
import { useStore } from './lib/use-store.ts'
import { awayPath } from './paths.ts'
import { Mark } from './ui/mark.tsx'
import { Notice } from './ui/notice.tsx'
import { ProofAsker } from './ui/proof-asker.tsx'
import { ProblemNotice } from './ui/problem-notice.tsx'
import { QuickExit } from './ui/quick-exit.tsx'
import { type Action, useAction } from './ui/use-action.ts'
import { useLoaded } from './ui/use-loaded.ts'
import { words } from './ui/words.ts'

const quietLink = 'inline-flex min-h-11 items-center rounded px-1 underline underline-offset-4 hover:decoration-2'

interface PageShellProps {
  /** Adds the quick way out. */
  forClients: boolean
  /** For tables beside a navigation; text pages keep the width that reads well. */
  wide: boolean
  children: ReactNode
}

/** What surrounds every page but the room. */
export function PageShell({ forClients, wide, children }: PageShellProps) {
  const w = useWords(words).shell
  const leaving = useAction()
  const site = useLoaded(loadSite)
  // Shown once it is clear whether the notice stands above it, so that nothing jumps.
  const settled = site.value || site.problem ? '' : 'invisible'
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#inhalt"
        className="sr-only focus:not-sr-only focus:absolute focus:z-10 focus:bg-surface focus:p-3"
        onClick={(event) => {
          // The fragment of an address is where secrets travel; the focus moves without it.
          event.preventDefault()
          document.getElementById('inhalt')?.focus()
        }}
      >
        {w.skip}
      </a>
      <Header forClients={forClients} leaving={leaving} />
      {site.value?.card.fictitious && <ExampleNotice />}
      <main
        id="inhalt"
        tabIndex={-1}
        className={`mx-auto w-full ${wide ? 'max-w-6xl' : 'max-w-3xl'} grow px-4 py-8 outline-none sm:py-12 ${settled}`}
      >
        {leaving.problem && <ProblemNotice problem={leaving.problem} />}
        {children}
      </main>
      <ProofAsker />
      <Footer offersContract={site.value?.contractWithdrawal ?? false} />
    </div>
  )
}

function Header({ forClients, leaving }: { forClients: boolean; leaving: Action }) {
  const w = useWords(words).shell
  const shown = useStore(language)
  const other = shown === 'de' ? 'en' : 'de'
  const account = useStore(session)
  return (
    <header className={`border-b border-line bg-ground screen-only ${forClients ? 'sticky top-0 z-10' : ''}`}>
      <div className="mx-auto flex w-full max-w-5xl flex-wrap items-center gap-x-1 gap-y-1 px-4 py-2 sm:gap-x-4">
        <Link href={paths.home} aria-label={w.home} className="flex min-h-11 items-center gap-2 font-bold no-underline">
          <Mark />
          {/* The quick way out must fit beside it on the smallest phone. */}
          <span className={`text-lg ${forClients ? 'hidden sm:inline' : ''}`}>Vieraugen</span>
        </Link>
        <span className="grow" />
        {account && !forClients && (
          <nav
            aria-label={w.accountNavigation}
            className="order-last flex w-full flex-wrap gap-x-4 sm:order-none sm:w-auto"
          >
            <Link href={paths.meetings} className={quietLink}>
              {w.meetings}
            </Link>
            {account.role !== 'counsellor' && (
              <Link href={officePaths.overview} className={quietLink}>
                {w.administration}
              </Link>
            )}
            <Link href={paths.account} className={quietLink}>
              {w.account}
            </Link>
            <button type="button" className={quietLink} onClick={() => void leaving.run(sessions.signOut)}>
              {w.signOut}
            </button>
          </nav>
        )}
        <button type="button" lang={other} className={quietLink} onClick={() => chooseLanguage(other)}>
          {w.otherLanguage}
        </button>
        {forClients && <QuickExit to={awayPath} />}
      </div>
    </header>
  )
}

/** The operator's card is still the invented example: said on every page. */
function ExampleNotice() {
  const w = useWords(words).shell
  return (
    <aside className="mx-auto w-full max-w-5xl px-4 pt-3 text-[0.9rem] screen-only">
      <Notice tone="signal">
        <strong>{w.fictitious}</strong> {w.fictitiousMeaning}
      </Notice>
    </aside>
  )
}

function Footer({ offersContract }: { offersContract: boolean }) {
  const w = useWords(words).shell
  const shown = useStore(language)
  const always = ['privacy', 'imprint', 'terms', 'proof', 'myData', 'accessibility'] as const
  const links = offersContract ? ([...always, 'contract'] as const) : always
  return (
    <footer className="border-t border-line bg-sunken screen-only">
      <nav aria-label={w.footerNavigation} className="mx-auto w-full max-w-5xl px-4 py-4">
        <ul className="flex flex-wrap gap-x-5">
          {links.map((name) => (
            <li key={name}>
              {name === 'proof' ? (
                <a href={`${paths.proof}?sprache=${shown}`} className={quietLink}>
                  {w.proof}
                </a>
              ) : (
                <Link href={paths[name]} className={quietLink}>
                  {w[name]}
                </Link>
              )}
            </li>
          ))}
        </ul>
      </nav>
    </footer>
  )
}
