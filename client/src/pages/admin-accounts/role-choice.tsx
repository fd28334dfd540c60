import { useId } from 'react'
import { role, type Role } from '@vieraugen/protocol/shapes.ts'
import { useWords } from '../../lib/i18n.ts'
import { words } from './words.ts'

/** The three roles, each with what it may do. */
export function RoleChoice({ value, onChange }: { value: Role; onChange(role: Role): void }) {
  const w = useWords(words)
  const id = useId()
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 font-bold">{w.role}</legend>
      {role.options.map((one) => (
        <div key={one}>
          <label className="flex min-h-11 items-center gap-3 font-bold">
            <input
              type="radio"
              name={id}
              className="size-5 shrink-0"
              checked={value === one}
              aria-describedby={`${id}-${one}`}
              onChange={() => onChange(one)}
            />
            {w.roles[one]}
          </label>
          <p id={`${id}-${one}`} className="ml-8 text-[0.9rem] text-muted">
            {w.roleMeanings[one]}
          </p>
        </div>
      ))}
    </fieldset>
  )
}
