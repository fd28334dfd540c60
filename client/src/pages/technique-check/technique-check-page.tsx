import { useEffect, useState } from 'react'
import { useWords } from '../../lib/i18n.ts'
import type { Devices } from '../../room/media/devices.ts'
import { Button } from '../../ui/button.tsx'
import { Heading } from '../../ui/heading.tsx'
import { CaptureStep, Choice } from './capture-step.tsx'
import { ConnectionStep } from './connection-step.tsx'
import { SpeakerStep } from './speaker-step.tsx'
import { type Result, stepNames, type StepName, type StepProps, type TechniqueTools } from './tools.ts'
import { words } from './words.ts'

interface TechniqueCheckPageProps {
  tools: TechniqueTools
  /** Leads on to where the check was begun; without it the check is a page of its own. */
  onDone?: () => void
}

type Results = Partial<Record<StepName, Result>>

/** Camera, microphone, speaker, connection: one thing per screen, each can be skipped. Nothing is stored. */
export function TechniqueCheckPage({ tools, onDone }: TechniqueCheckPageProps) {
  const w = useWords(words)
  const devices = useDevices(tools)
  const [results, setResults] = useState<Results>({})
  if (!devices) return null
  const step = stepNames.find((name) => !results[name])
  if (!step) return <Summary results={results} onAgain={() => setResults({})} {...(onDone && { onDone })} />
  const props: StepProps = {
    tools,
    devices,
    onDone(result) {
      if (step === 'camera' || step === 'microphone') void devices.turnOff(step)
      setResults({ ...results, [step]: result })
    },
  }
  return (
    <div key={step} className="grid max-w-xl gap-5">
      <div>
        <p className="text-muted">
          {w.title} · {w.progress(stepNames.indexOf(step) + 1, stepNames.length)}
        </p>
        <Heading title={w.title}>{w.steps[step]}</Heading>
      </div>
      {(step === 'camera' || step === 'microphone') && <CaptureStep kind={step} {...props} />}
      {step === 'speaker' && <SpeakerStep {...props} />}
      {step === 'connection' && <ConnectionStep {...props} />}
    </div>
  )
}

/** The devices of this page; all lights go out when it is left. */
function useDevices(tools: TechniqueTools): Devices | null {
  const [devices, setDevices] = useState<Devices | null>(null)
  useEffect(() => {
    const made = tools.createDevices()
    setDevices(made)
    return made.close
  }, [tools])
  return devices
}

const colours: Record<Result, string> = { works: 'text-good', problem: 'text-danger', skipped: 'text-muted' }

function Summary({ results, onAgain, onDone }: { results: Results; onAgain(): void; onDone?: () => void }) {
  const w = useWords(words)
  const all = Object.values(results)
  const hasProblem = all.includes('problem')
  return (
    <div className="grid max-w-xl gap-5">
      <Heading key="summary" title={w.title}>
        {w.summary}
      </Heading>
      <dl className="divide-y divide-line rounded-xl border border-line bg-surface px-4">
        {stepNames.map((name) => (
          <div key={name} className="flex justify-between gap-4 py-3">
            <dt>{w.steps[name]}</dt>
            <dd className={`font-bold ${colours[results[name] ?? 'skipped']}`}>
              {w.results[results[name] ?? 'skipped']}
            </dd>
          </div>
        ))}
      </dl>
      <p>{hasProblem ? w.someProblem : all.includes('skipped') ? w.someSkipped : w.allGood}</p>
      <p className="text-muted">{w.kept}</p>
      <Choice>
        {onDone && (
          <Button kind="main" onClick={onDone}>
            {w.finish}
          </Button>
        )}
        <Button onClick={onAgain}>{w.again}</Button>
      </Choice>
    </div>
  )
}
