import { useState } from 'react'
import { type Factors, listFactors } from '@vieraugen/protocol/http/second-factor.ts'
import { call } from '../../lib/api.ts'
import { moment } from '../../lib/dates.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { canPasskeys } from '../../lib/passkey.ts'
import { sessions } from '../../lib/session.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button } from '../../ui/button.tsx'
import { Loading } from '../../ui/loading.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useLoaded } from '../../ui/use-loaded.ts'
import { AppDialog, PasskeyDialog, RemoveDialog, RenewDialog } from './factor-dialogs.tsx'
import { words } from './words.ts'

type Factor = Factors['factors'][number]
type Open = 'app' | 'passkey' | 'renew' | Factor

const load = () => call(listFactors)

/** What is set up, and how more is. New recovery codes are handed up: they fill the page. */
export function SecondFactorSection({ onCodes }: { onCodes(codes: readonly string[]): void }) {
  const w = useWords(words).factor
  const { value, problem, again } = useLoaded(load)
  const [open, setOpen] = useState<Open | null>(null)
  const [said, setSaid] = useState('')
  const close = () => setOpen(null)
  const done = async (told: string, codes: readonly string[] | null = null) => {
    close()
    setSaid(told)
    if (codes) onCodes(codes)
    again()
    await sessions.load()
  }
  return (
    <>
      <p>{w.text}</p>
      {problem && <ProblemNotice problem={problem} onRetry={again} />}
      {!value && !problem && <Loading />}
      {value && <Listed value={value} onOpen={setOpen} />}
      <p role="status" className="font-bold text-good empty:hidden">
        {said}
      </p>
      {open === 'app' && <AppDialog onClose={close} onDone={(codes) => done(w.appDone, codes)} />}
      {open === 'passkey' && <PasskeyDialog onClose={close} onDone={(codes) => done(w.passkeyDone, codes)} />}
      {open === 'renew' && <RenewDialog onClose={close} onDone={(codes) => done('', codes)} />}
      {open && typeof open === 'object' && (
        <RemoveDialog factor={open} onClose={close} onDone={() => done(w.removed(open.name))} />
      )}
    </>
  )
}

function Listed({ value, onOpen }: { value: Factors; onOpen(open: Open): void }) {
  const w = useWords(words).factor
  const { factors, recoveryCodes, needed } = value
  const isLast = factors.length === 1 && needed
  return (
    <>
      {factors.length === 0 && <p className="font-bold">{w.none}</p>}
      {factors.length > 0 && (
        <ul className="grid list-none gap-3 p-0">
          {factors.map((factor) => (
            <li key={factor.id} className="grid gap-2 rounded-xl border border-line bg-surface p-4">
              <Described factor={factor} />
              {!isLast && (
                <p>
                  <Button aria-label={w.removeNamed(factor.name)} onClick={() => onOpen(factor)}>
                    {w.remove}
                  </Button>
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      {isLast && <p>{w.last}</p>}
      <div className="flex flex-wrap gap-3">
        <Button onClick={() => onOpen('app')}>{w.setUpApp}</Button>
        {canPasskeys() && <Button onClick={() => onOpen('passkey')}>{w.setUpPasskey}</Button>}
      </div>
      {factors.length > 0 && (
        <>
          <p>{w.codesLeft(recoveryCodes)}</p>
          <p>
            <Button onClick={() => onOpen('renew')}>{w.renew}</Button>
          </p>
        </>
      )}
    </>
  )
}

function Described({ factor }: { factor: Factor }) {
  const w = useWords(words).factor
  const shown = useStore(language)
  const { name, kind, createdAt, usedAt } = factor
  return (
    <div>
      <p className="font-bold break-words">{name}</p>
      <p className="text-[0.9rem] text-muted">
        {w.kinds[kind]}, {w.since(moment(createdAt, shown))}
        {usedAt && `, ${w.used(moment(usedAt, shown))}`}
      </p>
    </div>
  )
}
