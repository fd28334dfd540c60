import { useState } from 'react'
import {
  beginApp,
  beginPasskey,
  type CreationOptions,
  finishApp,
  finishPasskey,
  removeFactor,
  renewRecoveryCodes,
} from '@vieraugen/protocol/http/second-factor.ts'
import { line } from '@vieraugen/protocol/shapes.ts'
import { call } from '../../lib/api.ts'
import { useWords } from '../../lib/i18n.ts'
import { makePasskey } from '../../lib/passkey.ts'
import { Button, buttonLook, type ButtonKind } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { PasswordField, TextField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { takeFocus } from '../../ui/take-focus.ts'
import { useForm } from '../../ui/use-form.ts'
import { words as uiWords } from '../../ui/words.ts'
import { words } from './words.ts'

interface SettingUp {
  onClose(): void
  /** With the recovery codes, when it was the first factor. */
  onDone(codes: readonly string[] | null): Promise<void>
}

interface AskPasswordProps {
  text: string
  action: string
  kind?: ButtonKind
  onClose(): void
  work(password: string): Promise<void>
}

/** Nothing about the second factor changes without the password. */
function AskPassword({ text, action, kind = 'main', onClose, work }: AskPasswordProps) {
  const w = useWords(words)
  const { cancel } = useWords(uiWords)
  const form = useForm({ password: '' }, { password: (value) => (value ? null : w.passwordMissing) })
  return (
    <Form
      form={form}
      kind={kind}
      action={action}
      work={({ password }) => work(password)}
      aside={<Button onClick={onClose}>{cancel}</Button>}
    >
      <p>{text}</p>
      <PasswordField label={w.current} state={form.field('password')} autoComplete="current-password" required />
    </Form>
  )
}

const useNameRule = () => {
  const w = useWords(words).factor
  return (value: string) => (line(60).safeParse(value).success ? null : w.nameMissing)
}

/** Password, then the seed as QR code and text, then the first code of the app. */
export function AppDialog({ onClose, onDone }: SettingUp) {
  const w = useWords(words).factor
  const [begun, setBegun] = useState<{ secret: string; address: string } | null>(null)
  return (
    <Dialog title={w.setUpApp} onClose={onClose}>
      {begun ? (
        <ConnectApp {...begun} onDone={onDone} />
      ) : (
        <AskPassword
          text={w.appText}
          action={w.next}
          onClose={onClose}
          work={async (password) => setBegun(await call(beginApp, { body: { password } }))}
        />
      )}
    </Dialog>
  )
}

function ConnectApp({ secret, address, onDone }: { secret: string; address: string } & Pick<SettingUp, 'onDone'>) {
  const w = useWords(words).factor
  const { code: label, codeMissing } = useWords(uiWords).proof
  const form = useForm(
    { name: w.appName, code: '' },
    {
      name: useNameRule(),
      code: (value) => (/^\d{6}$/.test(value.replaceAll(/\s/g, '')) ? null : codeMissing),
    },
  )
  return (
    <Form form={form} action={w.connect} work={async (body) => onDone((await call(finishApp, { body })).recoveryCodes)}>
      <p ref={takeFocus} tabIndex={-1} className="outline-none">
        {w.scan}
      </p>
      <div className="flex justify-center rounded-xl bg-white p-2">
        <QrCode text={address} label={w.qrLabel} />
      </div>
      <div className="grid gap-2">
        <p>{w.typeIt}</p>
        <p className="font-mono font-bold select-all">{secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</p>
        <CopyButton label={w.copySecret} text={secret} />
        {/* Nobody can scan the screen of the phone they hold. */}
        <p className="sm:hidden">
          <a className={buttonLook()} href={address}>
            {w.openApp}
          </a>
        </p>
      </div>
      <TextField label={w.name} hint={w.nameHint} state={form.field('name')} autoComplete="off" required />
      <TextField
        label={label}
        hint={w.firstCodeHint}
        state={form.field('code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        required
      />
    </Form>
  )
}

/** Password, then the browser's own question. */
export function PasskeyDialog({ onClose, onDone }: SettingUp) {
  const w = useWords(words).factor
  const [options, setOptions] = useState<CreationOptions | null>(null)
  return (
    <Dialog title={w.setUpPasskey} onClose={onClose}>
      {options ? (
        <MakePasskey options={options} onDone={onDone} />
      ) : (
        <AskPassword
          text={w.passkeyText}
          action={w.next}
          onClose={onClose}
          work={async (password) => setOptions(await call(beginPasskey, { body: { password } }))}
        />
      )}
    </Dialog>
  )
}

// A step of its own: browsers show their question only right after a click.
function MakePasskey({ options, onDone }: { options: CreationOptions } & Pick<SettingUp, 'onDone'>) {
  const w = useWords(words).factor
  const form = useForm({ name: w.passkeyName }, { name: useNameRule() })
  return (
    <Form
      form={form}
      action={w.makePasskey}
      work={async ({ name }) => {
        const passkey = await makePasskey(options)
        await onDone((await call(finishPasskey, { body: { name, passkey } })).recoveryCodes)
      }}
    >
      <p ref={takeFocus} tabIndex={-1} className="outline-none">
        {w.passkeyNext}
      </p>
      <TextField label={w.name} hint={w.nameHint} state={form.field('name')} autoComplete="off" required />
    </Form>
  )
}

interface RemoveDialogProps {
  factor: { id: string; name: string }
  onClose(): void
  onDone(): Promise<void>
}

export function RemoveDialog({ factor, onClose, onDone }: RemoveDialogProps) {
  const w = useWords(words).factor
  return (
    <Dialog title={w.removeNamed(factor.name)} onClose={onClose}>
      <AskPassword
        text={w.removeText}
        action={w.remove}
        kind="danger"
        onClose={onClose}
        work={async (password) => {
          await call(removeFactor, { params: { id: factor.id }, body: { password } })
          await onDone()
        }}
      />
    </Dialog>
  )
}

export function RenewDialog({ onClose, onDone }: SettingUp) {
  const w = useWords(words).factor
  return (
    <Dialog title={w.renew} onClose={onClose}>
      <AskPassword
        text={w.renewText}
        action={w.renew}
        onClose={onClose}
        work={async (password) => onDone((await call(renewRecoveryCodes, { body: { password } })).recoveryCodes)}
      />
    </Dialog>
  )
}
