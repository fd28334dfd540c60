export type KeyAction = 'microphone' | 'camera' | 'hand' | 'talk-start' | 'talk-end'

/** A key as far as shortcuts look at it. */
export interface Key {
  readonly type: string
  readonly key: string
  readonly repeat: boolean
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
  readonly isComposing: boolean
}

export interface Surroundings {
  /** The focus is where text is written, or on something that has its own use for this key. */
  readonly isWriting: boolean
  readonly isOnControl: boolean
  readonly isDialogOpen: boolean
  readonly isTalking: boolean
}

const single: Readonly<Record<string, KeyAction>> = { m: 'microphone', v: 'camera', h: 'hand' }

/** What a key means in the conversation: m, v, h, and space to talk; never while writing or while a dialog is open (WCAG 2.1.4). */
export function actionOf(key: Key, around: Surroundings): KeyAction | null {
  if (key.type === 'keyup') return key.key === ' ' && around.isTalking ? 'talk-end' : null
  if (around.isWriting || around.isDialogOpen || key.isComposing) return null
  if (key.ctrlKey || key.altKey || key.metaKey || key.repeat) return null
  // Space presses the button that has the focus.
  if (key.key === ' ') return around.isOnControl ? null : 'talk-start'
  return single[key.key.toLowerCase()] ?? null
}

/** Whether keys belong to the element: it takes text, or chooses something by letters. */
export function takesText(element: Element | null): boolean {
  return (
    element?.closest('input, textarea, select, [contenteditable], [role=listbox], [role=menu]') !== null &&
    element !== null
  )
}
