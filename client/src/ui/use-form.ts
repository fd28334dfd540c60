import { useRef, useState } from 'react'
import { type Action, useAction } from './use-action.ts'

type Values = Record<string, string>
/** What is wrong with a field, in words; null when nothing is. */
type Rules<V extends Values> = { [K in keyof V]?: (value: string, all: V) => string | null }

export interface FieldState {
  name: string
  value: string
  error: string | null
  onValue(value: string): void
}

export interface FormState<V extends Values> {
  values: V
  field(name: keyof V & string): FieldState
  set(values: Partial<V>): void
  /** Back to the beginning, after it was sent. */
  reset(): void
  /** True after a try to send it while a field was wrong. */
  flawed: boolean
  action: Action
  /** Checks all fields, moves to the first wrong one, or runs `work`. */
  submit(work: (values: V) => Promise<void>): Promise<boolean>
}

/** Fields with their rules. Errors show after the first try to send, never while somebody is still typing. */
export function useForm<V extends Values>(initial: V, rules: Rules<V>): FormState<V> {
  const [values, setValues] = useState(initial)
  const [checked, setChecked] = useState(false)
  const action = useAction()
  // A second click in the same turn must not see the values of the last one.
  const latest = useRef(values)
  latest.current = values
  const errorOf = (name: keyof V) => rules[name]?.(values[name]!, values) ?? null
  const set = (changes: Partial<V>) => setValues((before) => ({ ...before, ...changes }))
  const names = Object.keys(initial)
  return {
    values,
    set,
    reset() {
      setValues(initial)
      setChecked(false)
    },
    action,
    flawed: checked && names.some(errorOf),
    field: (name) => ({
      name,
      value: values[name]!,
      error: checked ? errorOf(name) : null,
      onValue: (value) => set({ [name]: value } as Partial<V>),
    }),
    async submit(work) {
      setChecked(true)
      const wrong = names.find((name) => rules[name]?.(latest.current[name]!, latest.current))
      if (wrong) {
        document.getElementsByName(wrong)[0]?.focus()
        return false
      }
      return action.run(() => work(latest.current))
    },
  }
}
