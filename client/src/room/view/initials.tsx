/** Stands where a picture would be. The name is said by the tile itself. */
export function Initials({ name }: { name: string }) {
  const letters = name
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => [...word][0]!.toLocaleUpperCase())
    .join('')
  return (
    <div aria-hidden="true" className="absolute inset-0 grid place-items-center">
      <span className="grid aspect-square w-[min(40%,7rem)] place-items-center rounded-full bg-surface text-[clamp(1rem,4vw,2.2rem)] font-bold text-muted">
        {letters}
      </span>
    </div>
  )
}
