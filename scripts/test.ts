// Runs every test there is and ends with the line "N passed, N failed". Nothing is left out in silence: a missing program,
// a file that does not load and a group without a single test each count as a failure.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { attach, ended, root } from './child.ts'
import { buildClient } from './client-build.ts'
import { ensureSystemPackages } from './system-packages.ts'
import { type Count, countReport, lastLine } from './test-report.ts'

const out = join(root, 'e2e/out')
const filters = process.argv.slice(2)

/** In front of the browser tests: a network of their own that leads nowhere, where the system permits one. */
const privateNetwork = ['sh', 'e2e/private-network.sh']

async function runProject(name: string, wrapper: string[] = []): Promise<Count> {
  const report = join(out, `${name}.json`)
  rmSync(report, { force: true })
  const [program, ...before] = [...wrapper, process.execPath]
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--passWithNoTests',
    '--project',
    name,
    ...reporters,
    ...filters,
  ]
  const code = await ended(attach(program, [...before, ...args]))
  const written = existsSync(report) ? readFileSync(report, 'utf8') : undefined
  return countReport(written, { code, mayBeEmpty: filters.length > 0 })
}

mkdirSync(out, { recursive: true })
const problems = await ensureSystemPackages()
const buildFailure = await buildClient()
if (buildFailure) problems.push(buildFailure)
for (const problem of problems) console.error(problem)

const counts = [
  await runProject('unit'),
  await runProject('server'),
  await runProject('screens', privateNetwork),
  await runProject('e2e', privateNetwork),
]
for (const problem of problems) console.error(problem)
const { line, isGood } = lastLine(counts, problems.length)
console.log(`\n${line}`)
process.exitCode = isGood ? 0 : 1
