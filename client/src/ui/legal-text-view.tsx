import type { ReactNode } from 'react'
import type { LegalTextReply } from '@vieraugen/protocol/http/site.ts'
import { useWords } from '../lib/i18n.ts'
import { words } from './words.ts'

interface LegalTextProps {
  text: LegalTextReply
  /** That of the section headings. */
  level?: 'h2' | 'h3'
  /** The text has a page of its own, where an address can lead to each section. */
  linked?: boolean
  /** Stands between the short layer and the sections. */
  children?: ReactNode
}

/** A legal text exactly as the server gave it, its short layer first. */
export function LegalTextView({ text, level: Section = 'h2', linked = false, children }: LegalTextProps) {
  return (
    <div className="grid gap-6">
      {text.short && <ShortLayer text={text} short={text.short} level={Section} linked={linked} />}
      {children}
      {text.sections.map((section) => (
        <section key={section.heading} className="grid gap-2">
          <Section {...(linked && section.id && { id: section.id, tabIndex: -1, className: 'scroll-mt-6' })}>
            {section.heading}
          </Section>
          {section.paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
          {section.list && (
            <ul className="ml-5 grid list-disc gap-1">
              {section.list.map((item) => (
                <li key={item}>{item}</li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </div>
  )
}

type ShortProps = Required<Omit<LegalTextProps, 'children'>> & { short: NonNullable<LegalTextReply['short']> }

function ShortLayer({ text, short, level: Section, linked }: ShortProps) {
  const w = useWords(words)
  const headingOf = (id: string) => text.sections.find((section) => section.id === id)?.heading ?? ''
  return (
    <section className="grid gap-3 rounded-xl border border-line bg-surface p-4">
      <Section>{short.heading}</Section>
      <p>{short.paragraph}</p>
      <ul className="ml-5 grid list-disc gap-2">
        {short.points.map(({ says, section }) => (
          <li key={section}>
            {says}
            {linked && (
              <>
                {' '}
                <a href={`#${section}`} className="underline screen-only">
                  {w.more(headingOf(section))}
                </a>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
