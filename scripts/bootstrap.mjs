// The only script that runs on whatever Node a machine happens to have (18 or newer): plain JavaScript without
// dependencies. It installs what is missing, finds a Node that runs TypeScript (24 or newer) and hands over to it.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const oldestNode = 18
const typescriptNode = 24

/** What each command runs, in this order; the last file gets the arguments of the command line. */
const steps = {
  start: ['scripts/build-client.ts', 'server/src/main.ts'],
  build: ['scripts/build-client.ts'],
  dev: ['scripts/dev.ts'],
  test: ['scripts/test.ts'],
  check: ['scripts/check.ts'],
  admin: ['server/src/admin.ts'],
  bench: ['scripts/build-client.ts', 'e2e/bench/main.ts'],
}

const say = (text) => process.stdout.write(`${text}\n`)

/** Ends with one sentence for the person at the keyboard, without a stack trace. */
function refuse(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

const majorOf = (version) => Number(version.split('.')[0])

/** The packages a lock file lists, by folder. The second file is npm's own note of what it put into node_modules. */
function packagesIn(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined
}

/** True when node_modules holds exactly the versions that package-lock.json names. Packages for other platforms may be absent. */
function isInstalled() {
  const wanted = packagesIn(join(root, 'package-lock.json'))
  const present = packagesIn(join(root, 'node_modules', '.package-lock.json'))
  if (!wanted || !present) return false
  return Object.entries(wanted).every(([folder, { version, optional }]) => {
    if (!folder.includes('node_modules/')) return true
    const found = present[folder]
    return found ? found.version === version : optional === true
  })
}

/** Passes signals on to a child; answers its exit code, or 128 + signal number as shells do. */
function outcomeOf(child) {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  const forward = (signal) => child.kill(signal)
  for (const signal of signals) process.on(signal, forward)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      for (const name of signals) process.off(name, forward)
      resolve(code ?? 128 + constants.signals[signal])
    })
  })
}

/** Says every few seconds that the work goes on; answers a function that stops it. */
function showProgress(what) {
  const began = Date.now()
  const everyMs = process.stdout.isTTY ? 1_000 : 10_000
  const timer = setInterval(() => {
    const line = `${what} … ${Math.round((Date.now() - began) / 1000)} s`
    process.stdout.write(process.stdout.isTTY ? `\r${line}` : `${line}\n`)
  }, everyMs)
  return () => {
    clearInterval(timer)
    if (process.stdout.isTTY) process.stdout.write('\r')
    say(`${what}: done in ${Math.round((Date.now() - began) / 1000)} s.`)
  }
}

/**
 * Installs what the lock file names, and leaves the lock file as it is. Not `npm ci`: it refuses when a registry lacks an
 * optional package of another platform. Warnings of the package manager are noise here; its errors are shown.
 */
async function install() {
  say('Installing the packages (about half a minute the first time).')
  const done = showProgress('Installing')
  const ownTools = join(root, 'node_modules', '.bin')
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== ownTools)
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']
  const child = spawn('npm', args, {
    cwd: root,
    env: { ...process.env, PATH: path.join(delimiter) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = []
  child.stdout.on('data', (chunk) => output.push(chunk))
  child.stderr.on('data', (chunk) => output.push(chunk))
  const code = await outcomeOf(child)
  done()
  if (code === 0) return
  if (code > 128) process.exit(code)
  process.stderr.write(Buffer.concat(output))
  refuse('The packages could not be installed. The lines above say why; run the same command again afterwards.')
}

/** The Node that runs the product: this one when it is new enough, else the one that came with the packages. */
function findNode() {
  if (majorOf(process.versions.node) >= typescriptNode) return process.execPath
  const pinned = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  if (existsSync(pinned)) return pinned
  return refuse(
    `Vieraugen needs Node ${typescriptNode} or newer. This machine has ${process.versions.node}, and for ` +
      `${process.platform} on ${process.arch} no Node comes with the packages. Install Node ${typescriptNode} from your ` +
      'system or from nodejs.org and run the same command again.',
  )
}

async function main() {
  const [command, ...args] = process.argv.slice(2)
  if (majorOf(process.versions.node) < oldestNode) {
    refuse(`Vieraugen needs Node ${oldestNode} or newer to install itself. This machine has ${process.versions.node}.`)
  }
  if (!steps[command]) refuse(`Say what to do: ${Object.keys(steps).join(', ')}.`)
  if (!isInstalled()) await install()
  const node = findNode()
  const files = steps[command]
  for (const file of files) {
    const stepArgs = file === files.at(-1) ? args : []
    // Without the flag, signal USR1 opens a debugger, which could read keys out of the memory.
    const child = spawn(node, ['--disable-sigusr1', join(root, file), ...stepArgs], { cwd: root, stdio: 'inherit' })
    const code = await outcomeOf(child)
    if (code !== 0) process.exit(code)
  }
}

await main()
