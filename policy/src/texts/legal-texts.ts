import type { Text } from '../activity.ts'
import type { Installation } from '../installation.ts'
import type { LegalText, LegalTextId } from '../legal-text.ts'
import { privacyDe } from './privacy-de.ts'
import { privacyEn } from './privacy-en.ts'
import { processingClientDe, processingCounsellorDe } from './processing-de.ts'
import { processingClientEn, processingCounsellorEn } from './processing-en.ts'
import { termsClientDe, termsCounsellorDe } from './terms-de.ts'
import { termsClientEn, termsCounsellorEn } from './terms-en.ts'

type Content = (of: Installation) => Omit<LegalText, 'id'>

const contents: Record<LegalTextId, Record<keyof Text, Content>> = {
  privacy: { de: privacyDe, en: privacyEn },
  'terms-counsellor': { de: termsCounsellorDe, en: termsCounsellorEn },
  'terms-client': { de: termsClientDe, en: termsClientEn },
  'processing-counsellor': { de: processingCounsellorDe, en: processingCounsellorEn },
  'processing-client': { de: processingClientDe, en: processingClientEn },
}

/** The full text in one language, with names and addresses from the operator's card. */
export const legalTextFor = (id: LegalTextId, language: keyof Text, of: Installation): LegalText => ({
  id,
  ...contents[id][language](of),
})
