import { useState } from 'react'
import type * as z from 'zod/mini'
import {
  askByReceipt,
  copyByReceipt,
  openReceipt,
  type PersonalCopy,
  withdrawByReceipt,
} from '@vieraugen/protocol/http/rights.ts'
import { call } from '../../lib/api.ts'
import { day, moment } from '../../lib/dates.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { words as rightsWords } from '../../lib/words.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ConsentHistory } from '../../ui/consent-history.tsx'
import { TextField } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PersonalCopyView } from '../../ui/personal-copy-view.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { type AskedKind, RequestDialog, RequestList } from '../../ui/rights-requests.tsx'
import { useForm } from '../../ui/use-form.ts'
import { words } from './words.ts'

type Receipt = z.output<typeof openReceipt.reply>
/** What a click asked for, once the code was found to be one. */
type Wish = 'withdraw' | AskedKind

const asked = ['erasure', 'rectification', 'restriction', 'objection'] as const

/** The code, and a button for each right. A click looks the code up first, so that nobody fills in a form for nothing. */
export function ReceiptRights() {
  const w = useWords(words)
  const kinds = useWords(rightsWords).kinds
  const form = useForm({ code: '' }, { code: (value) => (value.trim() ? null : w.codeMissing) })
  const { code } = form.values
  const [receipt, setReceipt] = useState<Receipt | null>(null)
  const [copy, setCopy] = useState<PersonalCopy | null>(null)
  const [wish, setWish] = useState<Wish | null>(null)
  const [said, setSaid] = useState('')
  const lookUp = async () => setReceipt(await call(openReceipt, { body: { code } }))
  const begin = (next: Wish) =>
    form.submit(async () => {
      setSaid('')
      await lookUp()
      setWish(next)
    })
  const show = () =>
    form.submit(async () => {
      setSaid('')
      setCopy(null)
      await lookUp()
      setCopy(await call(copyByReceipt, { body: { code, language: language.get() } }))
    })
  return (
    <section className="grid gap-4 rounded-xl border border-line bg-surface p-4">
      <h2>{w.byCode}</h2>
      <p>{w.byCodeText}</p>
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void show()
        }}
      >
        <TextField
          label={w.code}
          hint={w.codeHint}
          state={form.field('code')}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
        />
        {form.action.problem && <ProblemNotice problem={form.action.problem} />}
        <div className="flex flex-wrap gap-2">
          <Button kind="main" type="submit">
            {kinds.access}
          </Button>
          <Button onClick={() => void begin('withdraw')}>{w.withdraw}</Button>
          {asked.map((kind) => (
            <Button key={kind} onClick={() => void begin(kind)}>
              {kinds[kind]}
            </Button>
          ))}
        </div>
      </form>
      <p role="status" className="font-bold text-good">
        {said}
      </p>
      {receipt && <Found receipt={receipt} />}
      {copy && <PersonalCopyView copy={copy} />}
      <WishDialog
        wish={wish}
        code={code}
        onClose={() => setWish(null)}
        onDone={async (sentence) => {
          await lookUp()
          setCopy(null)
          setSaid(sentence)
        }}
      />
    </section>
  )
}

interface WishDialogProps {
  wish: Wish | null
  code: string
  onClose(): void
  onDone(sentence: string): Promise<void>
}

function WishDialog({ wish, code, onClose, onDone }: WishDialogProps) {
  const w = useWords(words)
  const rights = useWords(rightsWords)
  if (!wish) return null
  if (wish === 'withdraw')
    return (
      <ConfirmDialog
        title={w.withdrawTitle}
        action={w.withdrawAction}
        onClose={onClose}
        work={async () => {
          await call(withdrawByReceipt, { body: { code } })
          await onDone(w.withdrawnSaid)
        }}
      >
        <p>{w.withdrawMeaning}</p>
      </ConfirmDialog>
    )
  return (
    <RequestDialog
      kind={wish}
      meaning={w.meanings[wish]}
      onClose={onClose}
      ask={async (request) => {
        const { number } = await call(askByReceipt, { body: { code, ...request } })
        await onDone(rights.asked(number))
      }}
    />
  )
}

/** The honest short answer: what is left of the meeting, and what became of the requests. */
function Found({ receipt: { evidence, requests } }: { receipt: Receipt }) {
  const w = useWords(words)
  const shown = useStore(language)
  return (
    <div className="grid gap-5">
      {evidence ? (
        <>
          <Notice title={evidence.inMeeting ? w.running : w.over}>
            <p>{evidence.inMeeting ? w.runningText : w.overText}</p>
            <p>{w.keptUntil(moment(evidence.givenAt, shown), day(evidence.keptUntil, shown))}</p>
          </Notice>
          <ConsentHistory consents={[evidence]} />
        </>
      ) : (
        <p>{w.evidenceGone}</p>
      )}
      <RequestList requests={requests} />
    </div>
  )
}
