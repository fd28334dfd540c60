import { Link } from 'wouter'
import { paths } from '@vieraugen/protocol/pages.ts'
import { useWords } from '../../lib/i18n.ts'
import { buttonLook } from '../../ui/button.tsx'
import { Heading } from '../../ui/heading.tsx'
import { words } from './words.ts'

export function MissingPage() {
  const w = useWords(words)
  return (
    <div className="grid max-w-xl gap-5">
      <Heading>{w.heading}</Heading>
      <p>{w.text}</p>
      <p>
        <Link href={paths.home} className={buttonLook('main')}>
          {w.home}
        </Link>
      </p>
    </div>
  )
}
