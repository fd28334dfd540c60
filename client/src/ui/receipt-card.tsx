import { useWords } from '../lib/i18n.ts'
import { Button } from './button.tsx'
import { CopyButton } from './copy-button.tsx'
import { saveFile } from './save-file.ts'
import { words } from './words.ts'

/** The receipt of a person without an account, shown this once. What it is good for stands in one sentence. */
export function ReceiptCard({ code }: { code: string }) {
  const w = useWords(words).receipt
  return (
    <section className="grid gap-3 rounded-xl border border-line bg-surface p-4 text-text">
      <h2>{w.title}</h2>
      <p className="font-mono text-xl font-bold tracking-wide select-all">{code}</p>
      <p>{w.meaning}</p>
      <div className="flex flex-wrap gap-2 screen-only">
        <CopyButton label={w.copy} text={code} />
        <Button onClick={() => print()}>{w.print}</Button>
        <Button onClick={() => saveFile(w.file, 'text/plain', `${w.title}: ${code}\n${w.meaning}\n`)}>{w.save}</Button>
      </div>
    </section>
  )
}
