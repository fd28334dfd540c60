import { deletionConcept } from './deletion-concept.ts'
import { markedCard, markedInstallation } from './placeholders.ts'
import { controllerRecord, measuresList, processorRecord } from './record.ts'
import { registerJson } from './register-json.ts'
import { cookieSection, statement } from './statement.ts'

/** Every generated document: file name and text. The same register gives the same bytes. */
export const documents = (): ReadonlyMap<string, string> =>
  new Map([
    ['datenschutzerklaerung.md', statement('de', markedInstallation)],
    ['privacy-statement.md', statement('en', markedInstallation)],
    ['cookies-de.md', cookieSection('de', markedInstallation)],
    ['cookies-en.md', cookieSection('en', markedInstallation)],
    ['verzeichnis-verantwortliche-stelle.md', controllerRecord(markedCard)],
    ['verzeichnis-auftragsverarbeiter.md', processorRecord(markedCard)],
    ['loeschkonzept.md', deletionConcept()],
    ['massnahmen.md', measuresList()],
    ['register.json', registerJson()],
  ])
