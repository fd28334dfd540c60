import type { ButtonHTMLAttributes } from 'react'

export type ButtonKind = 'main' | 'plain' | 'quiet' | 'danger'

const looks: Record<ButtonKind, string> = {
  main: 'bg-action text-on-action border-action hover:bg-action-hover',
  plain: 'bg-surface text-text border-control hover:bg-sunken',
  quiet: 'border-transparent text-text underline underline-offset-4 hover:bg-sunken',
  danger: 'bg-danger text-on-danger border-danger hover:opacity-90',
}

/** The looks alone, for links that stand where a button could. At least 44 px high. */
export const buttonLook = (kind: ButtonKind = 'plain'): string =>
  `inline-flex min-h-11 items-center justify-center gap-2 rounded-lg border-2 px-4 py-1.5 text-center font-bold leading-tight no-underline transition-colors disabled:opacity-60 ${looks[kind]}`

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: ButtonKind
}

export function Button({ kind = 'plain', type = 'button', className = '', ...rest }: ButtonProps) {
  return <button type={type} className={`${buttonLook(kind)} ${className}`} {...rest} />
}
