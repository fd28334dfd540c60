import { useState } from 'react'
import { useLocation } from 'wouter'
import { Fail } from '@vieraugen/protocol/errors.ts'
import { enterWaitingRoom } from '@vieraugen/protocol/http/meetings.ts'
import { line, type Ticks } from '@vieraugen/protocol/shapes.ts'
import { call } from '../../lib/api.ts'
import { arrival } from '../../lib/arrival.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { browserRandom } from '../../lib/random.ts'
import type { Site } from '../../lib/site.ts'
import { useStore } from '../../lib/use-store.ts'
import { roomPath } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { ConsentBoxes, useConsent } from '../../ui/consent-boxes.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Heading } from '../../ui/heading.tsx'
import { useForm } from '../../ui/use-form.ts'
import { deadEnds } from './closed-door.tsx'
import { proposePseudonym } from './pseudonym.ts'
import { words } from './words.ts'

/** Sealed to the moderator in the browser; long enough for two names, short enough for a tile. */
const longestName = 60

interface NameAndConsentProps {
  secret: string
  site: Site
  /** The door was closed in the meantime. */
  onClosed(): void
}

export function NameAndConsent({ secret, site, onClosed }: NameAndConsentProps) {
  const w = useWords(words)
  const shown = useStore(language)
  const [, navigate] = useLocation()
  const [proposed] = useState(() => proposePseudonym(shown, browserRandom))
  const consent = useConsent('client')
  const form = useForm(
    { displayName: proposed },
    { displayName: (value) => (line(longestName).safeParse(value).success ? null : w.displayNameMissing) },
  )
  const enter = async (ticks: Ticks, displayName: string) => {
    const { meetingId, receiptCode } = await call(enterWaitingRoom, { body: { secret, language: shown, ticks } })
    arrival.put({ meetingId, displayName, receiptCode })
    navigate(roomPath(meetingId), { replace: true })
  }
  return (
    <div className="grid max-w-xl gap-6">
      <Heading key="name" title={w.title}>
        {w.nameHeading}
      </Heading>
      <Form
        form={form}
        action={w.enter}
        aside={<Button onClick={() => history.back()}>{w.back}</Button>}
        work={async ({ displayName }) => {
          const ticks = consent.check()
          if (!ticks) return
          try {
            await enter(ticks, displayName.trim())
          } catch (error) {
            if (!(error instanceof Fail)) throw error
            if (error.code === 'texts-changed') consent.renew()
            if (deadEnds.some((known) => known === error.code)) onClosed()
            throw error
          }
        }}
      >
        <TextField
          label={w.displayName}
          hint={w.displayNameHint}
          state={form.field('displayName')}
          maxLength={longestName}
          autoComplete="off"
          autoCapitalize="words"
          spellCheck={false}
          required
        />
        <p>
          <Button kind="quiet" onClick={() => form.set({ displayName: proposePseudonym(shown, browserRandom) })}>
            {w.another}
          </Button>
        </p>
        <fieldset className="grid gap-4">
          <legend className="mb-2 text-[1.3rem] font-bold">{w.boxes}</legend>
          <p>
            {w.disadvantage} {site.card.alternative.text[shown]}
          </p>
          <ConsentBoxes consent={consent} />
          <p className="text-[0.9rem] text-muted">{w.withdrawal(site.card.withdrawalEmail)}</p>
          <p className="text-[0.9rem] text-muted">{w.secretRecording}</p>
        </fieldset>
      </Form>
    </div>
  )
}
