import type { PromiseId } from '@vieraugen/policy/activity.ts'
import { promises, type PolicyPromise } from '@vieraugen/policy/promises.ts'
import { proofs, type Proof } from '@vieraugen/policy/proofs.ts'
import { paths } from '@vieraugen/protocol/pages.ts'
import type { Mail } from '../base/base.ts'

/** To the operator: which promise is broken, what that means and where to look. German, because the operator's duties are. */
export function violationMail(given: { to: string; promise: PromiseId; publicUrl: URL }): Mail {
  const { title, statement, proof }: PolicyPromise = promises[given.promise]
  const check: Proof = proofs[proof]
  const consequence = check.stopsMeetingsAfterSeconds
    ? [`Bleibt es so, beginnen nach ${check.stopsMeetingsAfterSeconds / 60} Minuten keine neuen Gespräche mehr.`]
    : []
  const lines = [
    'Guten Tag,',
    `ein Versprechen der Datenschutzerklärung ist nach der laufenden Prüfung verletzt: ${given.promise}, „${title.de}“.`,
    `Versprochen ist: ${statement.de}`,
    `Geprüft wird: ${check.describe.de}`,
    `Was die Prüfung gefunden hat, steht hier:\n${given.publicUrl.origin}${paths.proof}#${given.promise}`,
    ...consequence,
    'Bitte klären Sie die Ursache. Sind Daten von Menschen betroffen, kann eine Meldung binnen 72 Stunden nötig sein (Art. 33 DSGVO).',
    'Zu demselben Versprechen kommt frühestens nach einem Tag wieder eine Nachricht.',
  ]
  return { to: given.to, subject: `Nachweis: ${given.promise} ist verletzt`, text: `${lines.join('\n\n')}\n` }
}
