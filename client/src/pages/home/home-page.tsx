import { Link } from 'wouter'
import { paths } from '@vieraugen/protocol/pages.ts'
import { useWords } from '../../lib/i18n.ts'
import { buttonLook } from '../../ui/button.tsx'
import { Heading } from '../../ui/heading.tsx'
import { words } from './words.ts'

export function HomePage() {
  const w = useWords(words)
  const promises = [
    [w.listening, w.listeningText],
    [w.door, w.doorText],
    [w.gone, w.goneText],
  ] as const
  return (
    <div className="grid gap-10">
      <section className="grid items-center gap-8 sm:grid-cols-[1fr_auto]">
        <div className="grid gap-4">
          <Heading className="text-[2.2rem]! sm:text-[2.8rem]!">{w.heading}</Heading>
          <p className="max-w-[34rem] text-xl">{w.lead}</p>
        </div>
        <Faces />
      </section>
      <section className="grid gap-4 sm:grid-cols-2">
        <div className="grid content-start gap-3 rounded-xl bg-sunken p-5">
          <h2>{w.invited}</h2>
          <p>{w.invitedText}</p>
          <p>
            <Link href={paths.techniqueCheck} className={buttonLook('plain')}>
              {w.techniqueCheck}
            </Link>
          </p>
        </div>
        <div className="grid content-start gap-3 rounded-xl border border-line p-5">
          <h2>{w.counsellors}</h2>
          <p>{w.counsellorsText}</p>
          <p className="flex flex-wrap gap-3">
            <Link href={paths.signIn} className={buttonLook('main')}>
              {w.signIn}
            </Link>
            <Link href={paths.register} className={buttonLook('plain')}>
              {w.register}
            </Link>
          </p>
        </div>
      </section>
      <section className="grid gap-4">
        <h2>{w.promises}</h2>
        <ul className="grid gap-5 sm:grid-cols-3">
          {promises.map(([title, text]) => (
            <li key={title} className="border-t-4 border-signal pt-3">
              <h3>{title}</h3>
              <p className="mt-1">{text}</p>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

/** The mark, large: two people who look at each other. */
function Faces() {
  return (
    <svg viewBox="0 0 200 120" aria-hidden="true" className="hidden w-56 sm:block">
      <circle cx="62" cy="60" r="56" className="fill-action" />
      <circle cx="138" cy="60" r="56" className="fill-signal opacity-90" />
      <circle cx="58" cy="54" r="9" className="fill-ground" />
      <circle cx="88" cy="54" r="9" className="fill-ground" />
      <circle cx="112" cy="54" r="9" className="fill-ground" />
      <circle cx="142" cy="54" r="9" className="fill-ground" />
    </svg>
  )
}
