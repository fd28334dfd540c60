/** A text people read before they tick a box, and its place in the archive. */
export interface LegalText {
  readonly id: LegalTextId
  readonly title: string
  /** The short layer in front of a long text. */
  readonly short?: ShortLayer
  readonly sections: readonly LegalSection[]
}

/** What a text says in short, point by point, each leading to the section that says it in full. */
export interface ShortLayer {
  readonly heading: string
  readonly paragraph: string
  readonly points: readonly { readonly says: string; readonly section: string }[]
}

export interface LegalSection {
  /** By what the short layer and links lead here; the same in every language. */
  readonly id?: string
  readonly heading: string
  readonly paragraphs: readonly string[]
  readonly list?: readonly string[]
}

export const legalTextIds = [
  'privacy',
  'terms-counsellor',
  'terms-client',
  'processing-counsellor',
  'processing-client',
] as const
export type LegalTextId = (typeof legalTextIds)[number]

export type Audience = 'counsellor' | 'client'

export const boxKeys = ['privacy', 'terms', 'processing'] as const
export type BoxKey = (typeof boxKeys)[number]

/** One check box: its exact label and the text behind it, one click away. Unticked, always (Recital 32 GDPR). */
export interface Box {
  readonly key: BoxKey
  readonly label: string
  readonly text: LegalText
}

/** Exactly what is hashed into the evidence: label, title and full text, line by line. */
export function boxContent(box: Box): string {
  return [box.label, ...textLines(box.text)].join('\n')
}

export function textLines({ title, short, sections }: LegalText): string[] {
  return [
    title,
    ...(short ? [short.heading, short.paragraph, ...short.points.map(({ says }) => says)] : []),
    ...sections.flatMap((section) => [section.heading, ...section.paragraphs, ...(section.list ?? [])]),
  ]
}
