import { useCallback } from 'react'
import { archivedText } from '@vieraugen/protocol/http/rights.ts'
import { call } from '../lib/api.ts'
import { useWords } from '../lib/i18n.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Pending } from './loading.tsx'
import { saveFile } from './save-file.ts'
import { useLoaded } from './use-loaded.ts'
import { words } from './words.ts'

/** The very words behind a checksum; saved as a file, their SHA-256 is the checksum. */
export function ArchivedText({ title, hash, onClose }: { title: string; hash: string; onClose(): void }) {
  const w = useWords(words)
  const text = useLoaded(useCallback(() => call(archivedText, { body: { hash } }), [hash]))
  return (
    <Dialog title={title} onClose={onClose}>
      {text.value ? <Words {...text.value} /> : <Pending of={text} />}
      <div className="mt-6 flex flex-wrap gap-3 screen-only">
        <Button onClick={onClose}>{w.close}</Button>
        {text.value && (
          <Button
            kind="quiet"
            onClick={() => saveFile(`${hash.slice(0, 16)}.txt`, 'text/plain;charset=utf-8', text.value?.body ?? '')}
          >
            {w.saveText}
          </Button>
        )}
      </div>
    </Dialog>
  )
}

function Words({ language, body }: { language: string; body: string }) {
  return (
    <p lang={language} className="whitespace-pre-wrap">
      {body}
    </p>
  )
}
