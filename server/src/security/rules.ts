import { posix } from 'node:path'
import ipaddr from 'ipaddr.js'
import { periods } from '@vieraugen/policy/periods.ts'
import type { StatisticsRange } from '@vieraugen/protocol/http/admin-statistics.ts'
import { dayOf } from '../base/day-counts.ts'
import type { LimitName } from '../base/limits.ts'
import { type Cell, smallest, suppressed } from '../base/small-cells.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** When the key above the addresses of this day dies. */
export const keyDiesAt = (day: string): Date => new Date(Date.parse(`${day}T00:00:00Z`) + periods.addressKey * 1000)

/**
 * True when the key above the addresses of this day must die. Counted from the day's first moment, so that the oldest address
 * under it is meant. Twelve hours are left for a machine that stood still. A day that has not come yet was named by a clock
 * that was wrong: its key would outlive its time.
 */
export function isKeyDue(day: string, now: Date): boolean {
  const age = now.getTime() - Date.parse(`${day}T00:00:00Z`)
  return !(age < periods.addressKey * 1000 && age >= -dayMs)
}

/** Browsers by the mark of their User-Agent, the particular ones first: all of them also claim to be their ancestors. */
const families: readonly (readonly [family: string, mark: RegExp])[] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\/(\d{1,3})/],
  ['Opera', /\bOPR\/(\d{1,3})/],
  ['Samsung Internet', /\bSamsungBrowser\/(\d{1,3})/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d{1,3})/],
  ['Chrome', /\b(?:Headless)?(?:Chrome|CriOS)\/(\d{1,3})/],
  ['Safari', /\bVersion\/(\d{1,3})[\d.]* (?:Mobile\/\S+ )?Safari\//],
]

/** Family and major version out of a fixed list, for example „Firefox 140“; nothing else of the User-Agent is kept. */
export function browserOf(userAgent: string | undefined): string {
  if (!userAgent) return 'none'
  if (/bot\b|crawl|spider|curl\/|wget\//i.test(userAgent)) return 'program'
  for (const [family, mark] of families) {
    const version = mark.exec(userAgent)?.[1]
    if (version) return `${family} ${Number(version)}`
  }
  return 'other'
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

export interface Asked {
  readonly method: string
  /** The declared path with its placeholders; empty when none matched. */
  readonly route: string
  readonly url: string
  readonly status: number
}

/**
 * What was asked for, out of a fixed list: the declared path with its placeholders. Behind the one path of all pages and files
 * the name counts only when it was served, because then it is one of ours; else it could hold anything.
 */
export function fileOf({ method, route, url, status }: Asked): string {
  const kind = methods.has(method) ? method : 'other'
  if (route !== '/*') return `${kind} ${route || '?'}`
  return `${kind} ${[200, 206, 304].includes(status) ? servedName(url) : '?'}`
}

function servedName(url: string): string {
  try {
    const path = posix.normalize(decodeURIComponent(url.split('?', 1)[0] ?? ''))
    return path.replaceAll(uuid, ':id').replace(/(?<=.)\/$/, '')
  } catch {
    return '?'
  }
}

/** The address in 16 bytes, IPv4 mapped into IPv6, so that its length says nothing; null for what is no address. */
export function addressBytes(ip: string): Buffer | null {
  if (!ipaddr.isValid(ip)) return null
  const address = ipaddr.process(ip)
  const wide = address.kind() === 'ipv4' ? (address as ipaddr.IPv4).toIPv4MappedAddress() : address
  return Buffer.from(wide.toByteArray())
}

/** The address as people write it. */
export const addressText = (bytes: Uint8Array): string =>
  ipaddr.process(ipaddr.fromByteArray([...bytes]).toString()).toString()

/**
 * Addresses that are never blocked: this machine, and proxies that are believed. Behind them stands everybody at once.
 */
export function isSharedDoor(ip: string, trustedProxies: readonly string[]): boolean {
  if (!ipaddr.isValid(ip)) return true
  const address = ipaddr.process(ip)
  if (address.range() === 'loopback') return true
  return trustedProxies.some((block) => {
    const [base, bits] = ipaddr.parseCIDR(block)
    return base.kind() === address.kind() && address.match([base, bits])
  })
}

const secretPaths = new Set([
  '/api/accounts',
  '/api/accounts/confirmation',
  '/api/accounts/invitation',
  '/api/password-reset',
  '/api/invitations/view',
  '/api/invitations/entry',
])

/** What an answer with an error says about the one who asked: guessed at a link, or looked for what is not there. */
export function offenceOf(route: string, status: number): LimitName | null {
  if (status !== 404) return null
  return secretPaths.has(route) ? 'unknown-link' : 'missing-page'
}

/** One hour for the first block, twice as long for each further one, a day at most. In seconds. */
export const blockSeconds = (strikes: number): number =>
  Math.min(periods.attackBlockFirst * 2 ** (strikes - 1), periods.attackBlock)

type Counted = Cell & { readonly count: number }

/** Answers with a status of 500 and above, by day: failures of ours. */
export function errorsIn(cells: readonly Counted[]): Counted[] {
  const failures = cells.filter(({ what, value }) => what === 'status' && Number(value) >= 500)
  return [...Map.groupBy(failures, ({ day }) => day)].map(([day, group]) => ({
    day,
    what: 'errors',
    value: '',
    count: sumOf(group),
  }))
}

const sumOf = (cells: readonly Counted[]): number => cells.reduce((sum, { count }) => sum + count, 0)

/**
 * The numbers of whole months. Who knows a month and all its days but the hidden ones knows the sum of these: it is a number
 * like any other and told only when it is large enough and of more than one day. `more`: it was left out.
 */
export function monthsOf(days: readonly Counted[]): (Cell & { readonly more: boolean })[] {
  const nameOf = ({ day, what, value }: Cell): string => `${day} ${what} ${value}`
  const shown = new Set(suppressed(days).flatMap((cell) => (cell.count === null ? [] : [nameOf(cell)])))
  const cut = new Set<string>()
  const groups = Map.groupBy(days, (cell) => nameOf({ ...cell, day: cell.day.slice(0, 7) }))
  const months = [...groups].flatMap(([name, group]) => {
    const [first] = group
    if (!first) return []
    const hidden = group.filter((cell) => !shown.has(nameOf(cell)))
    // As many as there are days would be one for each, and four for each the most that is hidden by itself.
    const isTold =
      hidden.length > 1 &&
      sumOf(hidden) >= smallest &&
      sumOf(hidden) > hidden.length &&
      sumOf(hidden) !== (smallest - 1) * hidden.length
    if (hidden.length > 0 && !isTold) cut.add(name)
    const count = sumOf(isTold ? group : group.filter((cell) => shown.has(nameOf(cell))))
    return [{ ...first, day: first.day.slice(0, 7), count }]
  })
  return suppressed(months).map((cell) => ({ ...cell, more: cell.count !== null && cut.has(nameOf(cell)) }))
}

/** The whole days or months of a range that ends before today, oldest first. */
export function periodsOf(range: StatisticsRange, now: Date): string[] {
  const [length, unit] = range.split('-')
  const count = Number(length)
  return Array.from({ length: count }, (_, index) => {
    const back = count - index
    if (unit === 'days') return dayOf(new Date(now.getTime() - back * dayMs))
    return dayOf(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1))).slice(0, 7)
  })
}

const escaped = (text: string): string =>
  text.replaceAll(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? '')

/** What a person reads whose network is blocked. Needs neither style nor script. */
export function blockedPage(minutes: number, phone: string): string {
  return `<!doctype html>
<html lang="de">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Zu viele Versuche – Vieraugen</title></head>
<body>
<main>
<h1>Ihr Netz ist vorübergehend gesperrt</h1>
<p>Aus dem Netz, das Sie benutzen, kamen zu viele Fehlversuche. Darum antwortet diese Anwendung dort vorerst nicht. Das muss nicht an Ihnen liegen: Ein Netz benutzen oft mehrere Menschen.</p>
<p>Die Sperre endet von selbst, spätestens in ${minutes} Minuten. Ihr Konto und Ihre Gespräche sind davon nicht betroffen.</p>
<p>Wenn Sie jetzt sprechen möchten: Benutzen Sie ein anderes Netz, zum Beispiel das Ihres Mobiltelefons, oder rufen Sie an: ${escaped(phone)}.</p>
<section lang="en">
<h2>Your network is blocked for a while</h2>
<p>Too many failed attempts came from the network you are using. The block ends by itself, in ${minutes} minutes at the latest. Your account and your meetings are not affected. To talk now, use another network, or call ${escaped(phone)}.</p>
</section>
</main>
</body>
</html>
`
}
