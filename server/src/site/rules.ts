import { officePaths, paths, patterns } from '@vieraugen/protocol/pages.ts'

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'

const pattern = new RegExp(
  `^(?:${[...Object.values(paths), ...Object.values(officePaths), ...Object.values(patterns)].join('|').replaceAll(':id', uuid)})/?$`,
)

/** True for an address that shows a page; anything else is a page that does not exist (404). */
export const isPage = (path: string): boolean => pattern.test(path)
