import type { LegalTextReply } from '@vieraugen/protocol/http/site.ts'

/** A legal text exactly as the server gave it. `level` is that of the section headings. */
export function LegalTextView({ text, level: Section = 'h2' }: { text: LegalTextReply; level?: 'h2' | 'h3' }) {
  return (
    <div className="grid gap-6">
      {text.sections.map((section) => (
        <section key={section.heading} className="grid gap-2">
          <Section>{section.heading}</Section>
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
