import type { ReactNode } from 'react'

export type Tone = 'calm' | 'signal' | 'alarm' | 'good'

const looks: Record<Tone, string> = {
  calm: 'bg-sunken border-control',
  signal: 'bg-signal-soft border-signal',
  alarm: 'bg-danger-soft border-danger',
  good: 'bg-sunken border-good',
}

interface NoticeProps {
  tone?: Tone
  /** `alert` interrupts a screen reader, `status` waits until it has finished. */
  role?: 'alert' | 'status' | 'note'
  title?: string | undefined
  children?: ReactNode
}

/** A short message with a coloured edge. The colour is never the only sign: the words say it. */
export function Notice({ tone = 'calm', role = 'note', title, children }: NoticeProps) {
  return (
    <div role={role} className={`rounded-lg border-l-4 px-4 py-3 ${looks[tone]}`}>
      {title && <p className="font-bold">{title}</p>}
      {children && <div className={title ? 'mt-1' : ''}>{children}</div>}
    </div>
  )
}
