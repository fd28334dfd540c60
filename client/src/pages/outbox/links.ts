export interface Part {
  text: string
  isLink: boolean
}

/** Splits a mail's text into links and what is between them. A full stop or bracket at the end is not part of a link. */
export function partsOf(text: string): Part[] {
  return text
    .split(/(https?:\/\/\S*[^\s.,;:!?)>“”"])/)
    .filter((part) => part !== '')
    .map((part) => ({ text: part, isLink: /^https?:\/\//.test(part) }))
}
