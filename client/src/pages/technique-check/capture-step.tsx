import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import type { DeviceKind, DeviceState } from '../../room/media/capture.ts'
import type { LevelMeter } from '../../room/media/level-meter.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { DeviceSelect } from './device-select.tsx'
import type { StepProps } from './tools.ts'
import { words } from './words.ts'

/** Camera or microphone: asked for only after a click, and each failure with its own words and another try. */
export function CaptureStep({ kind, tools, devices, onDone }: StepProps & { kind: DeviceKind }) {
  const w = useWords(words)
  const problems = useWords(tools.words)[kind]
  const state = useStore(devices[kind])
  const trouble = state.actual === 'interrupted' ? problems.interrupted : state.problem && problems[state.problem]
  const isOn = state.actual === 'on'
  return (
    <>
      <p>{w[kind].lead}</p>
      <div role="status">
        {isOn ? <p className="font-bold text-good">{w[kind].works}</p> : starting(state) && <p>{w.starting}</p>}
      </div>
      {isOn &&
        state.track &&
        (kind === 'camera' ? <Preview track={state.track} /> : <Level tools={tools} track={state.track} />)}
      {trouble && (
        <Notice tone="alarm" role="alert" title={trouble.what}>
          <p>{trouble.means}</p>
          <p>{trouble.todo}</p>
        </Notice>
      )}
      {isOn && (
        <DeviceSelect
          label={w[kind].choose}
          choices={state.choices}
          chosen={state.effective ?? ''}
          onChoose={(id) => void devices.choose(kind, id)}
        />
      )}
      <Choice>
        {isOn ? (
          <Button kind="main" onClick={() => onDone('works')}>
            {w.next}
          </Button>
        ) : (
          <Button kind="main" aria-disabled={starting(state)} onClick={() => void devices.turnOn(kind)}>
            {w[kind].turnOn}
          </Button>
        )}
        {!isOn && <Button onClick={() => onDone(trouble ? 'problem' : 'skipped')}>{trouble ? w.next : w.skip}</Button>}
      </Choice>
    </>
  )
}

const starting = (state: DeviceState) => state.actual === 'starting'

export function Choice({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap gap-3">{children}</div>
}

function Preview({ track }: { track: MediaStreamTrack }) {
  const w = useWords(words)
  const ref = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    if (ref.current) ref.current.srcObject = new MediaStream([track])
  }, [track])
  return (
    <video
      ref={ref}
      autoPlay
      muted
      playsInline
      aria-label={w.camera.preview}
      className="aspect-video w-full max-w-md -scale-x-100 rounded-xl bg-night object-cover"
    />
  )
}

function Level({ tools, track }: { tools: StepProps['tools']; track: MediaStreamTrack }) {
  const [meter, setMeter] = useState<LevelMeter | null>(null)
  useEffect(() => {
    const made = tools.createLevelMeter(track)
    setMeter(made)
    return made.close
  }, [tools, track])
  return meter && <Bar meter={meter} />
}

function Bar({ meter }: { meter: LevelMeter }) {
  const w = useWords(words).microphone
  const level = useStore(meter.level)
  if (level === null) return <p className="min-h-12 text-muted">{w.unmeasured}</p>
  return (
    <div className="min-h-12">
      <span aria-hidden="true" className="mb-1 block font-bold">
        {w.level}
      </span>
      <div
        role="meter"
        aria-label={w.level}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(level * 100)}
        className="h-5 w-full max-w-md overflow-hidden rounded-full border-2 border-control bg-surface"
      >
        <div className="h-full bg-good" style={{ width: `${level * 100}%` }} />
      </div>
    </div>
  )
}
