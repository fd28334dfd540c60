// Where things lie and what they are called: the closed vocabulary of the house.
import { basename, dirname } from 'node:path/posix'
import { isTest, type Source, type Violation, walk } from './source.ts'

const slices = [
  'accounts',
  'registration',
  'staff',
  'second-factor',
  'sign-in',
  'consents',
  'meetings',
  'relay',
  'files',
  'media',
  'bbb',
  'rights',
  'retention',
  'security',
  'proof',
  'site',
  'admin',
]
const sliceFiles = ['routes.ts', 'commands.ts', 'queries.ts', 'rules.ts', 'personal-data.ts', 'jobs.ts', 'mails.ts']
const sliceExceptions = [
  'relay/socket.ts',
  'bbb/wire.ts',
  'bbb/client.ts',
  'proof/probes.ts',
  'proof/page.ts',
  'proof/verify.ts',
]
const emptyNames = /^(utils?|helpers?|common|shared|types?|misc|index|constants|interfaces)$/

type StructureLaw = { law: string; broken: (source: Source) => string | undefined }

/** Text that people read: string literals and the fixed parts of templates. */
function spokenTexts(source: Source): string[] {
  const texts: string[] = []
  walk(source.program, (node) => {
    if (node.type === 'Literal' && typeof node.value === 'string') texts.push(node.value)
    if (node.type === 'TemplateElement') texts.push(node.value.raw)
    if (node.type === 'JSXText') texts.push(node.value)
  })
  return texts
}

function outsideSliceVocabulary({ path }: Source): string | undefined {
  const [, slice, file] = /^server\/src\/([^/]+)\/(.+)$/.exec(path) ?? []
  if (!slice || !file || slice === 'base') return undefined
  if (!slices.includes(slice)) return `"${slice}" is no slice of the server`
  const isKnown =
    sliceFiles.includes(file) || sliceExceptions.includes(`${slice}/${file}`) || (isTest(file) && !file.includes('/'))
  return isKnown ? undefined : `a slice has no "${file}"`
}

function outsideFeatureVocabulary({ path }: Source): string | undefined {
  const [, feature, file] = /^client\/src\/room\/features\/([^/]+)\/(.+)$/.exec(path) ?? []
  if (!feature || !file) return undefined
  const known = ['messages.ts', `${feature}.ts`, `${feature}-panel.tsx`, 'words.ts']
  return known.includes(file) || (isTest(file) && !file.includes('/')) ? undefined : `a room feature has no "${file}"`
}

function outsidePageVocabulary(source: Source, all: Set<string>): string | undefined {
  const [, page, file] = /^client\/src\/pages\/([^/]+)\/(.+)$/.exec(source.path) ?? []
  if (!page || !file)
    return /^client\/src\/pages\/[^/]+$/.test(source.path) ? 'a page has a folder of its own' : undefined
  if (!all.has(`client/src/pages/${page}/${page}-page.tsx`)) return `the page "${page}" has no "${page}-page.tsx"`
  return file.includes('/') ? 'a page folder has no folders' : undefined
}

const wordsMayLie = /^client\/src\/(pages\/[^/]+|room\/features\/[^/]+|room\/view|room\/media|room|ui|lib)\/words\.ts$/

const laws = (all: Set<string>): StructureLaw[] => [
  {
    law: 'kebab-case-names',
    broken: ({ path }) => (/^[a-z0-9/.-]+$/.test(path) ? undefined : 'write file names in lower case with hyphens'),
  },
  {
    law: 'no-empty-names',
    broken: ({ path }) => path.split('/').find((part) => emptyNames.test(part.split('.')[0] ?? '')),
  },
  { law: 'slice-vocabulary', broken: outsideSliceVocabulary },
  { law: 'feature-vocabulary', broken: outsideFeatureVocabulary },
  { law: 'page-vocabulary', broken: (source) => outsidePageVocabulary(source, all) },
  {
    law: 'words-beside-screens',
    broken: ({ path }) =>
      basename(path) === 'words.ts' && !wordsMayLie.test(path) ? `${dirname(path)} has no screen` : undefined,
  },
  { law: 'no-barrels', broken: ({ text }) => /^export (type )?(\*|\{[^}]*\}) (as \w+ )?from /m.exec(text)?.[0] },
  { law: 'nothing-left-to-do', broken: ({ text }) => /\/[/*].*\b(TO[D]O|FIX[M]E|XX[X])\b.*/.exec(text)?.[0] },
  {
    law: 'no-gender-signs',
    broken: (source) =>
      (/^(client|policy)\//.test(source.path) ? spokenTexts(source) : []).find((text) =>
        /\w[:*_]in(nen)?\b/.test(text),
      ),
  },
]

export const structureLawNames = laws(new Set()).map(({ law }) => law)

/** Every file that lies in the wrong place, has an empty name or says what is not said. */
export function checkStructure(sources: Source[]): Violation[] {
  const paths = new Set(sources.map((source) => source.path))
  return sources.flatMap((source) =>
    laws(paths).flatMap(({ law, broken }) => {
      const detail = broken(source)
      return detail === undefined ? [] : [{ law, path: source.path, detail }]
    }),
  )
}
