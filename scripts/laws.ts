import { checkImports, importLawNames } from './import-laws.ts'
import { checkOwners, ownerLawNames } from './owner-laws.ts'
import { readSources, type Violation } from './source.ts'
import { checkStructure, structureLawNames } from './structure-laws.ts'

/** The name of every law. */
export const lawNames = [...importLawNames, ...ownerLawNames, ...structureLawNames]

/** Every broken law of the house below a folder that is laid out like this repository. */
export function checkLaws(root: string): Violation[] {
  const sources = readSources(root)
  return [...checkImports(sources), ...sources.flatMap(checkOwners), ...checkStructure(sources)]
}
