import { useEffect, useRef, useState } from 'react'
import { useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Choice } from './capture-step.tsx'
import { DeviceSelect } from './device-select.tsx'
import { toneFile } from './tone.ts'
import type { StepProps } from './tools.ts'
import { words } from './words.ts'

type Said = 'nothing' | 'played' | 'silent' | 'blocked'

/** Only the person can say whether something was heard. */
export function SpeakerStep({ devices, onDone }: StepProps) {
  const w = useWords(words)
  const speaker = useStore(devices.speaker)
  const [said, setSaid] = useState<Said>('nothing')
  const audio = useRef<HTMLAudioElement>(null)
  useEffect(() => {
    const address = URL.createObjectURL(toneFile())
    if (audio.current) audio.current.src = address
    return () => URL.revokeObjectURL(address)
  }, [])
  const play = async () => {
    const element = audio.current
    if (!element) return
    try {
      if (speaker.chosen) await element.setSinkId(speaker.chosen)
      element.currentTime = 0
      await element.play()
      setSaid('played')
    } catch {
      setSaid('blocked')
    }
  }
  return (
    <>
      <p>{w.speaker.lead}</p>
      <audio ref={audio} />
      <DeviceSelect
        label={w.speaker.choose}
        choices={speaker.choices}
        chosen={speaker.chosen}
        onChoose={devices.chooseSpeaker}
      />
      {(said === 'silent' || said === 'blocked') && (
        <Notice tone="alarm" role="alert">
          {said === 'silent' ? w.speaker.advice : w.speaker.blocked}
        </Notice>
      )}
      <Choice>
        <Button kind={said === 'played' ? 'plain' : 'main'} onClick={() => void play()}>
          {w.speaker.play}
        </Button>
        {said === 'played' && (
          <>
            <Button kind="main" onClick={() => onDone('works')}>
              {w.speaker.heard}
            </Button>
            <Button onClick={() => setSaid('silent')}>{w.speaker.silent}</Button>
          </>
        )}
        {said !== 'played' && (
          <Button onClick={() => onDone(said === 'nothing' ? 'skipped' : 'problem')}>
            {said === 'nothing' ? w.skip : w.next}
          </Button>
        )}
      </Choice>
    </>
  )
}
