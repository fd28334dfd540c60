import { useId } from 'react'

interface SwitchProps {
  label: string
  meaning: string
  checked: boolean
  onChange(on: boolean): void
}

/** Something that is on or off, and what that means. */
export function Switch({ label, meaning, checked, onChange }: SwitchProps) {
  const id = useId()
  return (
    <div className="flex gap-3">
      <input
        id={id}
        type="checkbox"
        role="switch"
        aria-checked={checked}
        className="mt-1 h-6 w-6 shrink-0"
        checked={checked}
        aria-describedby={`${id}-meaning`}
        onChange={(event) => onChange(event.target.checked)}
      />
      <div>
        <label htmlFor={id} className="font-bold">
          {label}
        </label>
        <p id={`${id}-meaning`} className="text-[0.9rem] text-muted">
          {meaning}
        </p>
      </div>
    </div>
  )
}
