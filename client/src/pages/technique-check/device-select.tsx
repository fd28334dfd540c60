import { useId } from 'react'
import type { DeviceChoice } from '../../room/media/capture.ts'

interface DeviceChoiceProps {
  label: string
  choices: readonly DeviceChoice[]
  chosen: string
  onChoose(id: string): void
}

/** A choice where there is one. */
export function DeviceSelect({ label, choices, chosen, onChoose }: DeviceChoiceProps) {
  const id = useId()
  if (choices.length < 2) return null
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-bold">
        {label}
      </label>
      <select
        id={id}
        value={chosen}
        onChange={(event) => onChoose(event.target.value)}
        className="min-h-12 w-full rounded-lg border-2 border-control bg-surface px-3"
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
