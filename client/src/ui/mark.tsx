/** Four round dots in two pairs: two people, eye to eye. Decoration; the name stands beside it. */
export function Mark({ className = 'h-8 w-8' }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true">
      <circle cx="4.5" cy="16" r="4" className="fill-text" />
      <circle cx="12.5" cy="16" r="4" className="fill-text" />
      <circle cx="19.5" cy="16" r="4" className="fill-signal" />
      <circle cx="27.5" cy="16" r="4" className="fill-signal" />
    </svg>
  )
}
