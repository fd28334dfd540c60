import { useEffect, useRef } from 'react'

let firstPage = true

interface HeadingProps {
  children: string
  /** Title of the tab, when it should say more than the heading. */
  title?: string
  className?: string
}

/**
 * The heading of a page or of a step. Gives the tab its title and takes the focus, so that a screen reader reads where one
 * is; not on the first page of a visit, whose title the browser reads itself. Give each step its own `key`.
 */
export function Heading({ children, title = children, className = '' }: HeadingProps) {
  const ref = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} – Vieraugen`
  }, [title])
  useEffect(() => {
    if (firstPage) firstPage = false
    else ref.current?.focus()
  }, [])
  return (
    <h1 ref={ref} tabIndex={-1} className={className}>
      {children}
    </h1>
  )
}
