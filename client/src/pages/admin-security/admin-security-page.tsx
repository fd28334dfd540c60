import { useState } from 'react'
import {
  type Block,
  type BlockCause,
  blockCause,
  liftBlock,
  readAddresses,
  readSecurity,
  type Security,
} from '@vieraugen/protocol/http/admin-security.ts'
import { call } from '../../lib/api.ts'
import { moment, period } from '../../lib/dates.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { session } from '../../lib/session.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Pending } from '../../ui/loading.tsx'
import { useLoaded } from '../../ui/use-loaded.ts'
import { WideTable } from '../../ui/wide-table.tsx'
import { words } from './words.ts'

const load = () => call(readSecurity)

/** Attacks of the last seven days: blocks, what they were for, and how long their addresses can be read. */
export function AdminSecurityPage() {
  const w = useWords(words)
  const security = useLoaded(load)
  const [said, setSaid] = useState('')
  const lifted = (text: string) => {
    setSaid(text)
    security.again()
  }
  return (
    <div className="grid gap-8">
      <Heading>{w.heading}</Heading>
      <p>{w.intro}</p>
      <p role="status" className="font-bold text-good empty:hidden">
        {said}
      </p>
      {security.value ? (
        <>
          <Blocks blocks={security.value.blocks} onLifted={lifted} />
          <Causes blocks={security.value.blocks} />
          <Days days={security.value.days} />
        </>
      ) : (
        <Pending of={security} />
      )}
    </div>
  )
}

function Blocks({ blocks, onLifted }: { blocks: readonly Block[]; onLifted(said: string): void }) {
  const w = useWords(words)
  return (
    <section className="grid gap-4">
      <h2>{w.blocks}</h2>
      {blocks.length === 0 ? <p>{w.none}</p> : <p className="text-muted">{w.markMeaning}</p>}
      <ul className="grid gap-4">
        {blocks.map((block) => (
          <li key={block.id}>
            <BlockCard block={block} onLifted={onLifted} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function BlockCard({ block, onLifted }: { block: Block; onLifted(said: string): void }) {
  const w = useWords(words)
  const shown = useStore(language)
  const account = useStore(session)
  const [asking, setAsking] = useState<'lift' | 'addresses' | null>(null)
  const [addresses, setAddresses] = useState<readonly string[]>([])
  const params = { id: block.id }
  const facts = [
    [w.cause, w.causes[block.cause]],
    [w.state, block.active ? w.active : w.over],
    [w.begun, moment(block.begunAt, shown)],
    [w.ends, moment(block.endsAt, shown)],
    [w.strikes, w.strike(block.strikes)],
  ] as const
  return (
    <article className="grid gap-3 rounded-xl border border-line bg-surface p-4">
      <h3>{w.mark(block.mark)}</h3>
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1">
        {facts.map(([name, text]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {account?.role === 'administrator' && (
        <div className="flex flex-wrap gap-2">
          {block.active && <Button onClick={() => setAsking('lift')}>{w.lift}</Button>}
          <Button onClick={() => setAsking('addresses')}>{w.addresses}</Button>
        </div>
      )}
      {addresses.length > 0 && (
        <div role="status">
          <p className="font-bold">{w.addressesShown(block.mark)}</p>
          <ul className="font-mono">
            {addresses.map((address) => (
              <li key={address}>{address}</li>
            ))}
          </ul>
          <p className="text-muted">{w.addressesUntil(moment(block.addressesUntil, shown))}</p>
        </div>
      )}
      {asking === 'lift' && (
        <ConfirmDialog
          title={w.liftTitle(block.mark)}
          action={w.lift}
          onClose={() => setAsking(null)}
          work={async () => {
            await call(liftBlock, { params })
            onLifted(w.lifted(block.mark))
          }}
        >
          <p>{w.liftText}</p>
        </ConfirmDialog>
      )}
      {asking === 'addresses' && (
        <ConfirmDialog
          title={w.addressesTitle(block.mark)}
          action={w.addressesAction}
          onClose={() => setAsking(null)}
          work={async () => setAddresses((await call(readAddresses, { params })).addresses)}
        >
          <p>{w.addressesText}</p>
          <p>{w.addressesUntil(moment(block.addressesUntil, shown))}</p>
        </ConfirmDialog>
      )}
    </article>
  )
}

function Causes({ blocks }: { blocks: readonly Block[] }) {
  const w = useWords(words)
  if (blocks.length === 0) return null
  const of = (cause: BlockCause) => blocks.filter((block) => block.cause === cause)
  const seen = blockCause.options.filter((cause) => of(cause).length > 0)
  return (
    <section className="grid gap-3">
      <h2>{w.perCause}</h2>
      <WideTable
        label={w.perCause}
        head={[w.cause, w.count, w.activeNow]}
        rows={seen.map((cause) => ({
          key: cause,
          cells: [w.causes[cause], of(cause).length, of(cause).filter(({ active }) => active).length],
        }))}
      />
    </section>
  )
}

function Days({ days }: { days: Security['days'] }) {
  const w = useWords(words)
  const shown = useStore(language)
  return (
    <section className="grid gap-3">
      <h2>{w.days}</h2>
      <p>{days.length === 0 ? w.noDays : w.daysText}</p>
      {days.length > 0 && (
        <WideTable
          label={w.days}
          head={[w.day, w.dies]}
          rows={days.map(({ day, diesAt }) => ({ key: day, cells: [period(day, shown), moment(diesAt, shown)] }))}
        />
      )}
    </section>
  )
}
