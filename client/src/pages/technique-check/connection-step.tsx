import { useState } from 'react'
import { useWords } from '../../lib/i18n.ts'
import type { ConnectionVerdict } from '../../room/media/connection-check.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useAction } from '../../ui/use-action.ts'
import { Choice } from './capture-step.tsx'
import type { StepProps } from './tools.ts'
import { words } from './words.ts'

export function ConnectionStep({ tools, onDone }: StepProps) {
  const w = useWords(words)
  const verdicts = useWords(tools.words).check
  const [verdict, setVerdict] = useState<ConnectionVerdict | null>(null)
  const { busy, problem, run } = useAction()
  const works = verdict === 'good' || verdict === 'limited'
  const check = () =>
    run(async () => {
      setVerdict(null)
      setVerdict((await tools.checkConnection()).verdict)
    })
  return (
    <>
      <p>{w.connection.lead}</p>
      <div role="status">
        {busy && <p>{w.connection.checking}</p>}
        {verdict && (
          <Notice tone={verdict === 'good' ? 'good' : works ? 'signal' : 'alarm'}>{verdicts[verdict]}</Notice>
        )}
      </div>
      {problem && <ProblemNotice problem={problem} />}
      <Choice>
        {!verdict && (
          <Button kind="main" aria-disabled={busy} onClick={() => void check()}>
            {w.connection.start}
          </Button>
        )}
        {verdict && (
          <Button kind="main" onClick={() => onDone(works ? 'works' : 'problem')}>
            {w.next}
          </Button>
        )}
        {!verdict && (
          <Button onClick={() => onDone(problem ? 'problem' : 'skipped')}>{problem ? w.next : w.skip}</Button>
        )}
      </Choice>
    </>
  )
}
