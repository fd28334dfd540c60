import { useCallback, useState } from 'react'
import { Link } from 'wouter'
import { readAccountInvitation, register } from '@vieraugen/protocol/http/accounts.ts'
import { paths } from '@vieraugen/protocol/pages.ts'
import { email, line, type Role, userName } from '@vieraugen/protocol/shapes.ts'
import { Fail } from '@vieraugen/protocol/errors.ts'
import { call } from '../../lib/api.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { loadSite, type Site } from '../../lib/site.ts'
import { buttonLook } from '../../ui/button.tsx'
import { ConsentBoxes, useConsent } from '../../ui/consent-boxes.tsx'
import { PasswordField, TextField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Pending } from '../../ui/loading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { passwordRule } from '../../ui/password-rule.ts'
import { useForm } from '../../ui/use-form.ts'
import { useLoaded } from '../../ui/use-loaded.ts'
import { useSecret } from '../../ui/use-secret.ts'
import { words } from './words.ts'

const empty = { firstName: '', lastName: '', email: '', userName: '', password: '' }

export function RegisterPage() {
  const [sentTo, setSentTo] = useState<string | null>(null)
  return sentTo === null ? <Entrance onSent={setSentTo} /> : <AlmostDone address={sentTo} />
}

/** To what the link of this address invites: null without one, `gone` when it leads nowhere (any more). */
async function roleBehind(secret: string | null): Promise<Role | 'gone' | null> {
  if (secret === null) return null
  if (secret === '') return 'gone'
  try {
    return (await call(readAccountInvitation, { body: { secret } })).role
  } catch (error) {
    if (error instanceof Fail && error.code === 'link-unknown') return 'gone'
    throw error
  }
}

/** Who may register here, and as what. */
function Entrance({ onSent }: { onSent(address: string): void }) {
  const w = useWords(words)
  const secret = useSecret()
  const entrance = useLoaded(
    useCallback(async () => ({ secret, site: await loadSite(), invited: await roleBehind(secret) }), [secret]),
  )
  if (!entrance.value || entrance.value.secret !== secret) return <Pending of={entrance} />
  const { site, invited } = entrance.value
  if (invited === 'gone') return <Closed heading={w.gone} text={w.goneText} site={site} />
  if (!invited && site.registration === 'invitation')
    return <Closed heading={w.heading} text={w.invitationNeeded} site={site} />
  return <RegisterForm onSent={onSent} site={site} invited={invited} secret={secret} />
}

/** No form: why, and what to do. */
function Closed({ heading, text, site }: { heading: string; text: string; site: Site }) {
  const w = useWords(words)
  const { email: address } = site.card.controller
  return (
    <div className="grid max-w-xl gap-5">
      <Heading>{heading}</Heading>
      <p>{text}</p>
      <p>
        {w.ask}{' '}
        <a href={`mailto:${address}`} className="underline">
          {address}
        </a>
      </p>
      <p>
        {w.haveAccount}{' '}
        <Link href={paths.signIn} className="underline">
          {w.toSignIn}
        </Link>
      </p>
    </div>
  )
}

interface RegisterFormProps {
  site: Site
  invited: Role | null
  secret: string | null
  onSent(address: string): void
}

function RegisterForm({ site, invited, secret, onSent }: RegisterFormProps) {
  const w = useWords(words)
  const consent = useConsent('counsellor')
  const form = useForm(empty, {
    firstName: (value) => (line(80).safeParse(value).success ? null : w.firstNameMissing),
    lastName: (value) => (line(80).safeParse(value).success ? null : w.lastNameMissing),
    email: (value) => (email.safeParse(value).success ? null : w.emailWrong),
    userName: (value) => (userName.safeParse(value).success ? null : w.userNameWrong),
    password: passwordRule,
  })
  const submit = async (values: typeof empty) => {
    const ticks = consent.check()
    if (!ticks) return
    try {
      const invitation = secret === null ? {} : { invitation: secret }
      await call(register, { body: { ...values, language: language.get(), ticks, ...invitation } })
    } catch (error) {
      if (error instanceof Fail && error.code === 'texts-changed') consent.renew()
      throw error
    }
    onSent(values.email.trim())
  }
  return (
    <div className="grid max-w-xl gap-6">
      <Heading>{w.heading}</Heading>
      {invited && (
        <Notice tone="good" title={w.invited}>
          <p>{w.invitedAs[invited]}</p>
        </Notice>
      )}
      {!invited && site.registration === 'approval' && (
        <Notice title={w.approval}>
          <p>{w.approvalText}</p>
        </Notice>
      )}
      <p>{w.lead}</p>
      <Form form={form} work={submit} action={w.submit}>
        <TextField label={w.firstName} state={form.field('firstName')} autoComplete="given-name" required />
        <TextField label={w.lastName} state={form.field('lastName')} autoComplete="family-name" required />
        <TextField
          label={w.email}
          hint={w.emailHint}
          state={form.field('email')}
          type="email"
          autoComplete="email"
          required
        />
        <TextField
          label={w.userName}
          hint={w.userNameHint}
          state={form.field('userName')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
        />
        <PasswordField
          label={w.password}
          hint={w.passwordHint}
          state={form.field('password')}
          autoComplete="new-password"
          required
        />
        <fieldset className="grid gap-4">
          <legend className="mb-2 text-[1.3rem] font-bold">{w.boxes}</legend>
          <p>{w.withdrawal(site.card.withdrawalEmail)}</p>
          <ConsentBoxes consent={consent} />
        </fieldset>
      </Form>
      <p>
        {w.haveAccount}{' '}
        <Link href={paths.signIn} className="underline">
          {w.toSignIn}
        </Link>
      </p>
    </div>
  )
}

function AlmostDone({ address }: { address: string }) {
  const w = useWords(words)
  const site = useLoaded(loadSite).value
  return (
    <div className="grid max-w-xl gap-5">
      <Heading>{w.done}</Heading>
      <p>{w.doneText(address)}</p>
      <p>{w.doneLater}</p>
      {site?.outboxShown && (
        <Notice tone="signal" title={w.outbox}>
          <Link href={paths.outbox} className={buttonLook('plain')}>
            {w.toOutbox}
          </Link>
        </Notice>
      )}
    </div>
  )
}
