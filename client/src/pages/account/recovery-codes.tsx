import { useWords } from '../../lib/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { words } from './words.ts'

/** The ten codes, shown this once, alone on the page: so that they are not overlooked, and print by themselves. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone(): void }) {
  const w = useWords(words).codes
  const text = `${w.title}\n\n${codes.join('\n')}\n\n${w.meaning}\n`
  return (
    <div className="grid max-w-xl gap-6">
      <Heading>{w.title}</Heading>
      <p>{w.meaning}</p>
      <ul className="grid list-none gap-x-8 gap-y-2 rounded-xl border border-line bg-surface p-4 font-mono text-lg font-bold tracking-wide sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code} className="select-all">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2 screen-only">
        <CopyButton label={w.copy} text={codes.join('\n')} />
        <Button onClick={() => print()}>{w.print}</Button>
        <Button onClick={() => saveFile(w.file, 'text/plain', text)}>{w.save}</Button>
      </div>
      <Notice tone="signal" title={w.once}>
        {w.where}
      </Notice>
      <p className="screen-only">
        <Button kind="main" onClick={onDone}>
          {w.done}
        </Button>
      </p>
    </div>
  )
}
