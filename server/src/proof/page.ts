import type { Text } from '@vieraugen/policy/activity.ts'
import { promises, unprovable } from '@vieraugen/policy/promises.ts'
import { proofs, type Proof } from '@vieraugen/policy/proofs.ts'
import { paths } from '@vieraugen/protocol/pages.ts'
import type { ProofState, PublishedLine, Range, Statement } from './rules.ts'

export type Language = keyof Text

const words = {
  de: {
    title: 'Nachweis',
    other: 'English',
    home: 'Vieraugen, zur Startseite',
    skip: 'Zum Inhalt',
    lead: 'Jedes Versprechen der Datenschutzerklärung wird laufend geprüft, von einer Rolle der Datenbank, die nur zählen darf, und vom Server selbst. Kleine Zahlen stehen als Bereich da, damit niemand etwas über einzelne Menschen erfährt.',
    example:
      'Diese Installation zeigt eine erfundene Organisation als Beispiel. Das Versprechen P01 ist darum verletzt.',
    states: { holds: 'hält', violated: 'verletzt', stale: 'veraltet', none: 'keine Daten' },
    meaning: {
      holds: 'Die letzte Prüfung hat keinen Verstoß gefunden.',
      violated: 'Die letzte Prüfung hat einen Verstoß gefunden. Die verantwortliche Stelle wurde benachrichtigt.',
      stale: 'Die letzte Prüfung ist zu lange her. Ob das Versprechen jetzt hält, ist nicht bekannt.',
      none: 'Es gab noch nichts zu prüfen. Das ist weder gut noch schlecht.',
    },
    stopped:
      'Zurzeit beginnen keine neuen Gespräche, weil nicht nachgewiesen ist, dass beendete vollständig gelöscht sind.',
    overview: 'Überblick',
    promises: 'Die Versprechen',
    check: 'Geprüft wird',
    bad: 'Verstöße',
    of: 'Geprüfte Menge',
    oldest: 'Ältester Eintrag',
    age: 'Letzte Prüfung',
    limits: 'Was das nicht zeigt',
    nothing: '–',
    few: 'unter 10',
    to: 'bis',
    ago: (time: string) => `vor ${time}`,
    every: (time: string) => `alle ${time}`,
    units: ['Sekunde', 'Sekunden', 'Minute', 'Minuten', 'Stunde', 'Stunden', 'Tag', 'Tage'],
    unitsAgo: ['Sekunde', 'Sekunden', 'Minute', 'Minuten', 'Stunde', 'Stunden', 'Tag', 'Tagen'],
    peak: 'Die geprüfte Menge ist die größte der letzten ein bis zwei Tage.',
    unprovable: 'Was sich nicht beweisen lässt',
    technique: 'Schlüssel und Datenbank',
    keys: 'Schlüssel der Gespräche',
    places: {
      memory: 'nur im Arbeitsspeicher: Ohne Strom sind sie fort',
      disk: 'in einem Ordner auf dem Datenträger, außerhalb von Datenbank und Sicherungskopien; beim Löschen überschrieben',
    },
    facts: {
      server_version: 'Version der Datenbank',
      fsync: 'Schreibt dauerhaft auf den Datenträger',
      data_checksums: 'Prüfsummen über gespeicherte Seiten',
      log_statement: 'Protokoll der Abfragen',
      log_min_duration_statement: 'Protokoll langsamer Abfragen (−1: keines)',
    } as Readonly<Record<string, string>>,
    build: 'Version der Anwendung',
    built: (ago: string) => `, gebaut ${ago}`,
    drill: 'Zurückspielen einer Sicherungskopie zuletzt geübt',
    chain: 'Kette der Ergebnisse',
    chainText:
      'Jede Änderung und täglich der ganze Stand werden mit der Prüfsumme des vorigen Eintrags verkettet und unterschrieben. Wer die Daten aufhebt, erkennt, ob später etwas geändert wurde.',
    head: 'Letzter Eintrag',
    key: 'Öffentlicher Schlüssel (Ed25519)',
    data: 'Alles als Daten, mit Kette und Unterschriften',
    deletion: 'Die Löschung eines Gesprächs',
    deletionText:
      'Jedes beendete Gespräch hat eine Seite mit Löschbestätigung: Nummer und Uhrzeit, zu der eine eigene, nur lesende Prüfung nichts mehr gefunden hat. Die Kennung steht in der Adresse des Raums hinter „/raum/“.',
    meeting: 'Kennung des Gesprächs',
    meetingWrong: 'Die Kennung hat 36 Zeichen: Ziffern, Buchstaben von a bis f und Bindestriche.',
    show: 'Löschbestätigung zeigen',
    yourself: 'Was Sie selbst prüfen können',
    yourselfList: [
      'In den Entwicklerwerkzeugen Ihres Browsers, Bereich „Speicher“ oder „Anwendung“, finden Sie höchstens ein Cookie für diese Sitzung und, solange ein Raum offen ist, einen verschlossenen Eintrag für das Neuladen.',
      'Im Bereich „Netzwerk“ sehen Sie, dass Ihr Browser nur mit diesem Server spricht und im Gespräch mit den Menschen im Raum.',
      'Im Gespräch sehen beide Seiten denselben Sicherheitscode, wenn niemand dazwischen sitzt. Wer ihn nicht vergleicht, kann das nicht wissen.',
    ],
    footer: 'Rechtliches und Hilfe',
    links: [
      [paths.privacy, 'Datenschutz'],
      [paths.imprint, 'Impressum'],
      [paths.terms, 'Nutzungsbedingungen'],
      [paths.proof, 'Nachweis'],
      [paths.myData, 'Meine Daten'],
      [paths.accessibility, 'Barrierefreiheit'],
    ],
  },
  en: {
    title: 'Proof',
    other: 'Deutsch',
    home: 'Vieraugen, to the start page',
    skip: 'To the content',
    lead: 'Each promise of the privacy statement is checked all the time, by a role of the database that may only count, and by the server itself. Small numbers are shown as ranges, so that nobody learns anything about one person.',
    example: 'This installation shows an invented organisation as an example. That is why promise P01 is broken.',
    states: { holds: 'holds', violated: 'broken', stale: 'out of date', none: 'no data' },
    meaning: {
      holds: 'The last check found no violation.',
      violated: 'The last check found a violation. The controller was notified.',
      stale: 'The last check was too long ago. Whether the promise holds now is not known.',
      none: 'There was nothing to check yet. That is neither good nor bad.',
    },
    stopped: 'No new meetings begin just now, because it is not proven that ended ones are completely deleted.',
    overview: 'Overview',
    promises: 'The promises',
    check: 'What is checked',
    bad: 'Violations',
    of: 'Number checked',
    oldest: 'Oldest item',
    age: 'Last check',
    limits: 'What this does not show',
    nothing: '–',
    few: 'under 10',
    to: 'to',
    ago: (time: string) => `${time} ago`,
    every: (time: string) => `every ${time}`,
    units: ['second', 'seconds', 'minute', 'minutes', 'hour', 'hours', 'day', 'days'],
    unitsAgo: ['second', 'seconds', 'minute', 'minutes', 'hour', 'hours', 'day', 'days'],
    peak: 'The number checked is the largest of the last one to two days.',
    unprovable: 'What cannot be proven',
    technique: 'Keys and database',
    keys: 'Keys of the meetings',
    places: {
      memory: 'in memory only: without power they are gone',
      disk: 'in a folder on the disk, outside database and backups; overwritten when deleted',
    },
    facts: {
      server_version: 'Version of the database',
      fsync: 'Writes durably to the disk',
      data_checksums: 'Checksums over stored pages',
      log_statement: 'Log of queries',
      log_min_duration_statement: 'Log of slow queries (−1: none)',
    } as Readonly<Record<string, string>>,
    build: 'Version of the application',
    built: (ago: string) => `, built ${ago}`,
    drill: 'Restoring a backup last practised',
    chain: 'Chain of results',
    chainText:
      'Each change, and once a day the whole state, is chained to the checksum of the entry before and signed. Whoever keeps the data notices whether something was changed later.',
    head: 'Last entry',
    key: 'Public key (Ed25519)',
    data: 'Everything as data, with chain and signatures',
    deletion: 'The deletion of a meeting',
    deletionText:
      'Each meeting that ended has a page with its confirmation of deletion: the number and the time at which a separate, read-only check found nothing any more. The identifier is in the address of the room behind “/raum/”.',
    meeting: 'Identifier of the meeting',
    meetingWrong: 'The identifier has 36 characters: digits, letters from a to f and hyphens.',
    show: 'Show the confirmation of deletion',
    yourself: 'What you can check yourself',
    yourselfList: [
      'In the developer tools of your browser, “Storage” or “Application”, you find at most one cookie for this session and, while a room is open, a sealed entry for reloading.',
      'Under “Network” you see that your browser talks to this server only and, during a meeting, to the people in the room.',
      'In the meeting both sides see the same security code when nobody sits between them. Whoever does not compare it cannot know.',
    ],
    footer: 'Legal notes and help',
    links: [
      [paths.privacy, 'Privacy'],
      [paths.imprint, 'Imprint'],
      [paths.terms, 'Terms'],
      [paths.proof, 'Proof'],
      [paths.myData, 'My data'],
      [paths.accessibility, 'Accessibility'],
    ],
  },
} as const

type Words = (typeof words)[Language]

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? '')

const steps = [
  [1, 0],
  [60, 2],
  [3600, 4],
  [86_400, 6],
] as const

/** „34 Sekunden“, „5 Minuten“: whole units, rounded down, and two of them at least. */
function lengthOf(seconds: number, units: readonly string[]): string {
  const [size, at] = steps.findLast(([from]) => seconds >= 2 * from) ?? steps[0]
  const count = Math.floor(Math.max(0, seconds) / size)
  return `${count} ${units[count === 1 ? at : at + 1] ?? ''}`
}

/** „0“, „unter 10“, „1.200 bis 1.299“. */
function rangeText(range: Range | null, language: Language): string {
  const w = words[language]
  if (!range) return w.nothing
  if (range.to === 0) return '0'
  if (range.to < 10) return w.few
  const format = new Intl.NumberFormat(language === 'de' ? 'de-DE' : 'en-GB')
  return `${format.format(range.from)} ${w.to} ${format.format(range.to)}`
}

const pair = (term: string, detail: string): string => `<div><dt>${escaped(term)}</dt><dd>${escaped(detail)}</dd></div>`

function badge(state: ProofState, w: Words): string {
  return `<span class="state ${state}">${escaped(w.states[state])}</span>`
}

function article(line: PublishedLine, language: Language, now: Date): string {
  const w = words[language]
  const { title, statement, limits } = promises[line.promise]
  const proof: Proof = proofs[promises[line.promise].proof]
  const seconds = line.checkedAt === null ? null : (now.getTime() - Date.parse(line.checkedAt)) / 1000
  const every = w.every(lengthOf(proof.everySeconds, w.units))
  const checked = seconds === null ? every : `${w.ago(lengthOf(seconds, w.unitsAgo))}, ${every}`
  const oldest = line.oldestSeconds === null ? w.nothing : lengthOf(line.oldestSeconds, w.units)
  return `<article id="${line.promise}" aria-labelledby="${line.promise}-titel" class="${line.state}">
<header><h3 id="${line.promise}-titel">${line.promise} · ${escaped(title[language])}</h3>${badge(line.state, w)}</header>
<p>${escaped(statement[language])}</p>
<p class="quiet">${escaped(w.meaning[line.state])}</p>
<dl>
${pair(w.check, proof.describe[language])}
${pair(w.bad, rangeText(line.bad, language))}
${pair(w.of, `${rangeText(line.of, language)} (${proof.counts[language]})`)}
${pair(w.oldest, oldest)}
${pair(w.age, checked)}
${pair(w.limits, limits[language])}
</dl>
</article>`
}

export interface Shown {
  readonly language: Language
  readonly statement: Statement
  readonly publicKey: string
  readonly fictitious: boolean
  /** Link elements for the client's style sheet and typefaces. */
  readonly looks: readonly string[]
  /** True when somebody asked for a meeting with something that is no identifier. */
  readonly wrongMeeting: boolean
}

function overview({ language, statement }: Shown): string {
  const w = words[language]
  const rows = statement.promises.map(
    ({ promise, state }) =>
      `<li><a href="#${promise}">${promise} ${escaped(promises[promise].title[language])}</a> ${badge(state, w)}</li>`,
  )
  return `<section aria-labelledby="ueberblick"><h2 id="ueberblick">${w.overview}</h2><ol class="overview">${rows.join('\n')}</ol></section>`
}

function deletionForm({ language, wrongMeeting }: Shown): string {
  const w = words[language]
  const error = wrongMeeting ? `<p id="kennung-falsch" role="alert" class="wrong">${escaped(w.meetingWrong)}</p>` : ''
  const marks = wrongMeeting ? 'aria-invalid="true" aria-describedby="kennung-falsch"' : ''
  return `<section aria-labelledby="loeschung"><h2 id="loeschung">${w.deletion}</h2><p>${escaped(w.deletionText)}</p>
<form method="get" action="${paths.proof}"><input type="hidden" name="sprache" value="${language}">
<label for="kennung">${w.meeting}</label><input id="kennung" name="gespraech" required autocomplete="off" spellcheck="false" maxlength="64" ${marks}>
${error}<button type="submit">${w.show}</button></form></section>`
}

function technique({ language, statement, publicKey }: Shown): string {
  const w = words[language]
  const now = Date.parse(statement.at)
  const ago = (instant: string) => w.ago(lengthOf((now - Date.parse(instant)) / 1000, w.unitsAgo))
  const facts = Object.entries(statement.database).map(([name, value]) => pair(w.facts[name] ?? name, value))
  const head = statement.head ? `${statement.head.number}: ${statement.head.hash}` : w.nothing
  return `<section aria-labelledby="technik"><h2 id="technik">${w.technique}</h2><dl>
${pair(w.keys, w.places[statement.keys.place])}
${facts.join('\n')}
${pair(w.drill, statement.drilledAt === null ? w.states.none : ago(statement.drilledAt))}
${pair(w.build, statement.builtAt === null ? statement.build : statement.build + w.built(ago(statement.builtAt)))}
</dl></section>
<section aria-labelledby="kette"><h2 id="kette">${w.chain}</h2><p>${escaped(w.chainText)}</p><dl>
${pair(w.head, head)}
${pair(w.key, publicKey)}
</dl><p><a href="${paths.proof}.json">${escaped(w.data)}</a></p></section>`
}

const items = (texts: readonly string[]): string =>
  `<ul>${texts.map((text) => `<li>${escaped(text)}</li>`).join('\n')}</ul>`

/** Four round dots in two pairs, as on every page. */
const mark =
  '<svg viewBox="0 0 32 32" aria-hidden="true" class="mark"><circle cx="4.5" cy="16" r="4"/><circle cx="12.5" cy="16" r="4"/><circle class="other" cx="19.5" cy="16" r="4"/><circle class="other" cx="27.5" cy="16" r="4"/></svg>'

function frame(shown: Shown, main: string): string {
  const { language, looks } = shown
  const w = words[language]
  const other = language === 'de' ? 'en' : 'de'
  const links = w.links.map(([path, name]) => {
    const here = path === paths.proof ? ' aria-current="page"' : ''
    return `<li><a href="${path}"${here}>${name}</a></li>`
  })
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${w.title} · Vieraugen</title>
<link rel="icon" href="/mark.svg" type="image/svg+xml">
${looks.join('\n')}
<link rel="stylesheet" href="/nachweis.css">
</head>
<body class="proof">
<a class="skip" href="#inhalt">${w.skip}</a>
<header class="top"><a href="/" aria-label="${w.home}" class="name">${mark}<span>Vieraugen</span></a><a href="${paths.proof}?sprache=${other}" lang="${other}" hreflang="${other}">${w.other}</a></header>
<main id="inhalt" tabindex="-1">
${main}
</main>
<footer><nav aria-label="${w.footer}"><ul>${links.join('')}</ul></nav></footer>
</body>
</html>
`
}

/** The whole page. No script, no cookie, nothing of another host. */
export function proofPage(shown: Shown): string {
  const { language, statement, fictitious } = shown
  const w = words[language]
  const now = new Date(statement.at)
  const notices = [
    ...(statement.meetingsStopped ? [`<p role="alert" class="notice violated">${escaped(w.stopped)}</p>`] : []),
    ...(fictitious ? [`<p class="notice stale">${escaped(w.example)}</p>`] : []),
  ]
  return frame(
    shown,
    [
      `<h1>${w.title}</h1>`,
      ...notices,
      `<p>${escaped(w.lead)}</p>`,
      overview(shown),
      `<section aria-labelledby="versprechen"><h2 id="versprechen">${w.promises}</h2>`,
      `<p class="quiet">${escaped(w.peak)}</p>`,
      ...statement.promises.map((line) => article(line, language, now)),
      '</section>',
      `<section aria-labelledby="grenzen"><h2 id="grenzen">${w.unprovable}</h2>${items(unprovable.map((text) => text[language]))}</section>`,
      `<section aria-labelledby="selbst"><h2 id="selbst">${w.yourself}</h2>${items(w.yourselfList)}</section>`,
      deletionForm(shown),
      technique(shown),
    ].join('\n'),
  )
}
