import { Component, type ReactNode } from 'react'
import { useWords } from '../lib/i18n.ts'
import { Button } from './button.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import { words } from './words.ts'

/** Catches what a page throws, mostly a part of the program that could not be fetched. Says so instead of going blank. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    return this.state.failed ? <Failed /> : this.props.children
  }
}

function Failed() {
  const w = useWords(words)
  return (
    <div className="mx-auto grid max-w-2xl gap-4 p-4">
      <ProblemNotice problem="unreachable" />
      <Button onClick={() => location.reload()}>{w.reload}</Button>
    </div>
  )
}
