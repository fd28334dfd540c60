import { useId, useRef, type KeyboardEvent } from 'react'
import { useWords } from '../../lib/i18n.ts'
import { featureKinds, featureNames, type FeatureName, type Features } from '../features.ts'
import { Icon } from '../icon.tsx'
import { FeaturePart } from './feature-part.tsx'
import { words } from './words.ts'

interface SideTabsProps {
  features: Features
  /** The open one; null when all are closed. */
  tab: FeatureName | null
  onTab(tab: FeatureName | null): void
}

const tabs = featureNames.filter((name) => featureKinds[name].place === 'tab')

/** The tabs and the panel of the open one. On a narrow screen the panel covers the whole height. */
export function SideTabs({ features, tab, onTab }: SideTabsProps) {
  const w = useWords(words).panel
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step) return
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])]
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
    buttons[(at + step + buttons.length) % buttons.length]?.focus()
  }
  const close = () => {
    onTab(null)
    list.current?.querySelector('button')?.focus()
  }
  return (
    <>
      <div
        ref={list}
        role="tablist"
        aria-label={w.tabs}
        className="flex gap-1 border-y border-line px-2 lg:border-t-0"
        onKeyDown={move}
      >
        {tabs.map((name, index) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-${name}`}
            aria-selected={tab === name}
            aria-controls={`${id}-panel`}
            tabIndex={name === (tab ?? tabs[0]) || (tab === null && index === 0) ? 0 : -1}
            onClick={() => onTab(name)}
            className="min-h-12 border-b-4 border-transparent px-4 font-bold aria-selected:border-action"
          >
            <FeaturePart name={name} part="label" features={features} />
          </button>
        ))}
      </div>
      <div
        id={`${id}-panel`}
        role="tabpanel"
        hidden={tab === null}
        aria-labelledby={tab ? `${id}-${tab}` : undefined}
        className={tab ? 'fixed inset-0 z-20 flex min-h-0 flex-col bg-ground lg:static lg:grow' : ''}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close()
        }}
      >
        {tab && (
          <>
            <div className="flex items-center justify-between border-b border-line px-3 lg:hidden">
              <span className="font-bold" aria-hidden="true">
                <FeaturePart name={tab} part="label" features={features} />
              </span>
              <button type="button" aria-label={w.close} className="grid h-12 w-12 place-items-center" onClick={close}>
                <Icon name="close" />
              </button>
            </div>
            <div className="min-h-0 grow">
              <FeaturePart name={tab} part="panel" features={features} />
            </div>
          </>
        )}
      </div>
    </>
  )
}
