import { useCallback, useId, useState } from 'react'
import type * as z from 'zod/mini'
import { type Audience, boxKeys, type BoxKey } from '@vieraugen/policy/legal-text.ts'
import { readBoxes } from '@vieraugen/protocol/http/site.ts'
import type { Ticks } from '@vieraugen/protocol/shapes.ts'
import { call } from '../lib/api.ts'
import { language, useWords } from '../lib/i18n.ts'
import { useStore } from '../lib/use-store.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { LegalTextView } from './legal-text-view.tsx'
import { Pending } from './loading.tsx'
import { type Loaded, useLoaded } from './use-loaded.ts'
import { words } from './words.ts'

export type Boxes = z.output<typeof readBoxes.reply>['boxes']

export interface Consent {
  boxes: Loaded<Boxes>
  ticked: ReadonlySet<BoxKey>
  tick(key: BoxKey, on: boolean): void
  /** Names what is not ticked; marks it and moves to the first one. Answers the evidence when all are. */
  check(): Ticks | null
  /** True after `check` found a box unticked. */
  checked: boolean
  /** Takes the ticks away and asks for the texts anew: they are not the ones that were read. */
  renew(): void
}

/** The three boxes for an audience: unticked, in the language shown, with the hashes of exactly these texts. */
export function useConsent(audience: Audience): Consent {
  const shown = useStore(language)
  const boxes = useLoaded(
    useCallback(
      async () => (await call(readBoxes, { params: { audience, language: shown } })).boxes,
      [audience, shown],
    ),
  )
  const [ticks, setTicks] = useState<{ of: Boxes | null; keys: ReadonlySet<BoxKey> }>({ of: null, keys: new Set() })
  const [checked, setChecked] = useState(false)
  // A tick is for the text it stands beside: texts that were loaded anew begin without any.
  const ticked: ReadonlySet<BoxKey> = ticks.of === boxes.value ? ticks.keys : new Set<BoxKey>()
  return {
    boxes,
    ticked,
    checked,
    tick(key, on) {
      const keys = new Set(ticked)
      if (on) keys.add(key)
      else keys.delete(key)
      setTicks({ of: boxes.value, keys })
    },
    check() {
      setChecked(true)
      const missing = boxKeys.find((key) => !ticked.has(key))
      if (missing) document.getElementsByName(`tick-${missing}`)[0]?.focus()
      return missing || !boxes.value ? null : ticksOf(boxes.value)
    },
    renew() {
      setTicks({ of: null, keys: new Set() })
      setChecked(false)
      boxes.again()
    },
  }
}

function ticksOf(boxes: Boxes): Ticks | null {
  const { privacy, terms, processing } = Object.fromEntries(boxes.map(({ key, hash }) => [key, hash]))
  return privacy && terms && processing ? { privacy, terms, processing } : null
}

/** Three check boxes, each with its own full text one click away. */
export function ConsentBoxes({ consent }: { consent: Consent }) {
  const { boxes } = consent
  if (!boxes.value) return <Pending of={boxes} />
  return (
    <div className="grid gap-4">
      {boxes.value.map((box) => (
        <ConsentBox key={box.key} box={box} consent={consent} />
      ))}
    </div>
  )
}

function ConsentBox({ box, consent }: { box: Boxes[number]; consent: Consent }) {
  const w = useWords(words)
  const id = useId()
  const [reading, setReading] = useState(false)
  const on = consent.ticked.has(box.key)
  const missing = consent.checked && !on
  return (
    <div className={`rounded-lg border-2 bg-surface p-3 ${missing ? 'border-danger' : 'border-line'}`}>
      <div className="flex gap-3">
        <input
          id={id}
          type="checkbox"
          name={`tick-${box.key}`}
          checked={on}
          onChange={(event) => consent.tick(box.key, event.target.checked)}
          aria-required="true"
          aria-invalid={missing}
          {...(missing && { 'aria-describedby': `${id}-error` })}
          className="mt-0.5 h-7 w-7 shrink-0 accent-action"
        />
        <label htmlFor={id} className="cursor-pointer">
          {box.label}
        </label>
      </div>
      {missing && (
        <p id={`${id}-error`} className="mt-2 ml-10 font-bold text-danger">
          {w.tickMissing}
        </p>
      )}
      <Button kind="quiet" className="mt-1 ml-6" onClick={() => setReading(true)}>
        {w.readText}
        <span className="sr-only">: {box.text.title}</span>
      </Button>
      {reading && (
        <Dialog title={box.text.title} onClose={() => setReading(false)}>
          <LegalTextView text={box.text} level="h3" />
          <div className="mt-6 flex flex-wrap gap-3 screen-only">
            <Button onClick={() => setReading(false)}>{w.close}</Button>
            <Button kind="quiet" onClick={() => print()}>
              {w.print}
            </Button>
          </div>
        </Dialog>
      )}
    </div>
  )
}
