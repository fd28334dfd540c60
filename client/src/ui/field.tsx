import { type InputHTMLAttributes, type ReactNode, type TextareaHTMLAttributes, useId, useState } from 'react'
import { useWords } from '../lib/i18n.ts'
import type { FieldState } from './use-form.ts'
import { words } from './words.ts'

const controlLook =
  'w-full min-h-12 rounded-lg border-2 border-control bg-surface px-3 py-2 text-text aria-invalid:border-danger read-only:bg-sunken'

interface Described {
  label: string
  hint?: ReactNode
}

function useDescription(hint: ReactNode, error: string | null) {
  const id = useId()
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return { id, aria: { id, 'aria-invalid': error !== null, ...(described && { 'aria-describedby': described }) } }
}

function Surroundings(props: Described & { id: string; error: string | null; children: ReactNode }) {
  return (
    <div>
      <label htmlFor={props.id} className="mb-1 block font-bold">
        {props.label}
      </label>
      {props.children}
      {props.hint && (
        <p id={`${props.id}-hint`} className="mt-1 text-[0.9rem] text-muted">
          {props.hint}
        </p>
      )}
      {props.error && (
        <p id={`${props.id}-error`} className="mt-1 font-bold text-danger">
          {props.error}
        </p>
      )}
    </div>
  )
}

type InputProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'name' | 'value' | 'onChange'>

/** One line of text, a date or a number, with label, hint and error. */
export function TextField({ label, hint, state, ...rest }: Described & { state: FieldState } & InputProps) {
  const { id, aria } = useDescription(hint, state.error)
  return (
    <Surroundings {...{ id, label, hint, error: state.error }}>
      <input
        {...aria}
        {...rest}
        name={state.name}
        value={state.value}
        onChange={(event) => state.onValue(event.target.value)}
        className={controlLook}
      />
    </Surroundings>
  )
}

/** A password that can be shown, so that people on phones see what they type. */
export function PasswordField({ label, hint, state, ...rest }: Described & { state: FieldState } & InputProps) {
  const { id, aria } = useDescription(hint, state.error)
  const w = useWords(words)
  const [shown, setShown] = useState(false)
  return (
    <Surroundings {...{ id, label, hint, error: state.error }}>
      <div className="flex gap-2">
        <input
          {...aria}
          {...rest}
          type={shown ? 'text' : 'password'}
          name={state.name}
          value={state.value}
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => state.onValue(event.target.value)}
          className={controlLook}
        />
        <button
          type="button"
          aria-pressed={shown}
          aria-controls={id}
          onClick={() => setShown(!shown)}
          className="min-h-12 min-w-28 shrink-0 rounded-lg border-2 border-control bg-surface px-3 hover:bg-sunken"
        >
          {shown ? w.hidePassword : w.showPassword}
        </button>
      </div>
    </Surroundings>
  )
}

type AreaProps = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'id' | 'name' | 'value' | 'onChange'>

export function TextArea({ label, hint, state, ...rest }: Described & { state: FieldState } & AreaProps) {
  const { id, aria } = useDescription(hint, state.error)
  return (
    <Surroundings {...{ id, label, hint, error: state.error }}>
      <textarea
        {...aria}
        {...rest}
        name={state.name}
        value={state.value}
        onChange={(event) => state.onValue(event.target.value)}
        className={controlLook}
      />
    </Surroundings>
  )
}
