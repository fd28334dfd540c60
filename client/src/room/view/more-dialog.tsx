import { useId } from 'react'
import { chooseLanguage, language, languages, useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { DeviceChoice } from '../media/capture.ts'
import type { Conversation } from '../conversation.ts'
import type { Room } from '../room.ts'
import { AddressSwitch } from './address-switch.tsx'
import type { OpenedRoom } from './browser-room.ts'
import { useWithdrawalDialog } from './end-dialog.tsx'
import { Switch } from './switch.tsx'
import { words } from './words.ts'

interface MoreDialogProps {
  opened: OpenedRoom
  conversation: Conversation
  onClose(): void
}

/** What one needs now and then: devices, address, data volume, keys, language. */
export function MoreDialog({ opened, conversation, onClose }: MoreDialogProps) {
  const w = useWords(words).more
  const shown = useStore(language)
  return (
    <Dialog title={w.title} onClose={onClose}>
      <div className="grid gap-5">
        <DeviceChoices room={opened.room} />
        <Switches opened={opened} conversation={conversation} />
        <Choice
          label={w.language}
          value={shown}
          choices={languages.map((id) => ({ id, label: w.languages[id] }))}
          onChoose={(id) => chooseLanguage(languages.find((one) => one === id) ?? 'de')}
        />
        <section>
          <h3>{w.keys}</h3>
          <ul className="list-disc pl-5">
            {w.keyList.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <p className="text-muted">{w.keysMeaning}</p>
        </section>
        {conversation.side.role === 'guest' && <Withdrawal room={opened.room} />}
      </div>
    </Dialog>
  )
}

/** As easy as the consent was given: one click here, one to confirm (Art. 7 (3) GDPR). */
function Withdrawal({ room }: { room: Room }) {
  const w = useWords(words).withdrawal
  const question = useWithdrawalDialog(room)
  return (
    <div>
      <Button onClick={question.open}>{w.open}</Button>
      {question.dialog}
    </div>
  )
}

function DeviceChoices({ room }: { room: Room }) {
  const w = useWords(words).more
  const microphone = useStore(room.devices.microphone)
  const camera = useStore(room.devices.camera)
  const speaker = useStore(room.devices.speaker)
  const named = (choices: readonly DeviceChoice[]) =>
    choices.map(({ id, label }) => ({ id, label: label || w.unnamed }))
  const isEmpty = microphone.choices.length === 0 && camera.choices.length === 0
  return (
    <>
      {isEmpty && <p className="text-muted">{w.noDevices}</p>}
      {(['microphone', 'camera'] as const).map((kind) => {
        const { choices, effective, preferred } = kind === 'microphone' ? microphone : camera
        if (choices.length === 0) return null
        return (
          <Choice
            key={kind}
            label={w[kind]}
            value={effective ?? preferred ?? ''}
            choices={named(choices)}
            onChoose={(id) => void room.devices.choose(kind, id)}
          />
        )
      })}
      {speaker.supported && speaker.choices.length > 0 && (
        <Choice
          label={w.speaker}
          value={speaker.chosen}
          choices={[{ id: '', label: w.system }, ...named(speaker.choices)]}
          onChoose={(id) => room.devices.chooseSpeaker(id)}
        />
      )}
    </>
  )
}

function Switches({ opened, conversation: { call, features } }: Omit<MoreDialogProps, 'onClose'>) {
  const w = useWords(words).more
  const { lean } = useStore(features.presence.state).own
  return (
    <>
      <AddressSwitch opened={opened} call={call} />
      <Switch
        label={w.saveData}
        meaning={w.saveDataMeaning}
        checked={lean}
        onChange={(on) => features.presence.saveData(on)}
      />
    </>
  )
}

interface ChoiceProps {
  label: string
  value: string
  choices: readonly DeviceChoice[]
  onChoose(id: string): void
}

function Choice({ label, value, choices, onChoose }: ChoiceProps) {
  const id = useId()
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-bold">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChoose(event.target.value)}
        className="min-h-12 w-full rounded-lg border-2 border-control bg-surface px-2"
      >
        {choices.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  )
}
