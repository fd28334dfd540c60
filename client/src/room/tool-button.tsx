import type { ButtonHTMLAttributes } from 'react'
import { Icon, type IconName } from './icon.tsx'

interface ToolButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon: IconName
  /** The name; its short form stands below the drawing where there is room. */
  label: string
  caption: string
  tone?: 'calm' | 'off' | 'active' | 'alarm'
}

const looks = {
  calm: 'bg-surface border-line hover:border-control',
  off: 'bg-danger-soft border-danger text-danger',
  active: 'bg-action border-action text-on-action',
  alarm: 'bg-danger border-danger text-on-danger',
}

/** A button of the room's toolbar: at least 44 px wide and 54 px high. */
export function ToolButton({ icon, label, caption, tone = 'calm', className = '', ...rest }: ToolButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={`inline-flex min-h-12 min-w-[44px] flex-col items-center justify-center rounded-xl border px-1.5 py-1 transition-colors sm:min-w-12 lg:min-w-20 ${looks[tone]} ${className}`}
      {...rest}
    >
      <Icon name={icon} />
      <span aria-hidden="true" className="hidden text-[0.72rem] leading-tight lg:block">
        {caption}
      </span>
    </button>
  )
}
