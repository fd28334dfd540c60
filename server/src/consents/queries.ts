import type { Audience } from '@vieraugen/policy/legal-text.ts'
import type { Base } from '../base/base.ts'
import { hashedBoxes, type Language } from './rules.ts'

/** The three boxes of an audience as they are shown now. */
export const boxesNow = ({ config }: Pick<Base, 'config'>, audience: Audience, language: Language) =>
  hashedBoxes(audience, language, config).map(({ key, label, text, hash }) => ({ key, label, text, hash }))
