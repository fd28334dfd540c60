import { useLocation } from 'wouter'
import { uuid } from '@vieraugen/protocol/shapes.ts'
import { useWords } from '../../lib/i18n.ts'
import { endPath } from '../../paths.ts'
import { TextField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Heading } from '../../ui/heading.tsx'
import { useForm } from '../../ui/use-form.ts'
import { words } from './words.ts'

/** What anybody can check themselves, without trusting us. */
export function ProofPage() {
  const w = useWords(words)
  const [, navigate] = useLocation()
  const form = useForm(
    { meetingId: '' },
    { meetingId: (value) => (uuid.safeParse(value.trim().toLowerCase()).success ? null : w.meetingIdWrong) },
  )
  const told = [
    [w.browser, w.browserText],
    [w.hosts, w.hostsText],
    [w.code, w.codeText],
  ] as const
  return (
    <div className="grid max-w-2xl gap-7">
      <Heading>{w.heading}</Heading>
      <p>{w.lead}</p>
      <section className="grid gap-3">
        <h2>{w.deletion}</h2>
        <p>{w.deletionText}</p>
        <Form
          form={form}
          action={w.show}
          kind="plain"
          work={async ({ meetingId }) => navigate(endPath(meetingId.trim().toLowerCase()))}
        >
          <TextField label={w.meetingId} state={form.field('meetingId')} autoComplete="off" spellCheck={false} />
        </Form>
      </section>
      {told.map(([title, text]) => (
        <section key={title} className="grid gap-2">
          <h2>{title}</h2>
          <p>{text}</p>
        </section>
      ))}
      <section>
        <h2>{w.limits}</h2>
        <ul className="mt-2 ml-5 grid list-disc gap-1">
          {w.limitsList.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      </section>
    </div>
  )
}
