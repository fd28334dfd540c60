import { describe, expect, test } from 'vitest'
import type { Activity } from '../activity.ts'
import { browserKeys, cookies } from '../browser.ts'
import { boxContent, legalTextIds, textLines } from '../legal-text.ts'
import type { LegalSection } from '../legal-text.ts'
import { periods } from '../periods.ts'
import { activities } from '../register.ts'
import { boxesFor } from './boxes.ts'
import { duration } from './duration.ts'
import { usual } from '../configured.ts'
import { exampleCard } from './example-card.ts'
import { legalTextFor } from './legal-texts.ts'

const installation = { card: exampleCard, ...usual }
const languages = ['de', 'en'] as const
const audiences = ['counsellor', 'client'] as const

const everyText = languages.flatMap((language) =>
  legalTextIds.map((id) => ({ id, language, text: legalTextFor(id, language, installation) })),
)
const everyBox = languages.flatMap((language) =>
  audiences.flatMap((audience) =>
    boxesFor(audience, language, installation).map((box) => ({ audience, language, ...box })),
  ),
)
const statement = (language: (typeof languages)[number]) =>
  textLines(legalTextFor('privacy', language, installation)).join('\n')

/** What Art. 13 GDPR asks for, each with the words by which a reader recognises it. */
const article13: Record<string, { de: RegExp; en: RegExp }> = {
  '(1)(a) controller': { de: /Verantwortliche Stelle: Musterberatung/, en: /Controller: Musterberatung/ },
  '(1)(b) data protection officer': { de: /Datenschutzbeauftragte Person: Kim/, en: /Data protection officer: Kim/ },
  '(1)(c) purposes': { de: /Zweck: /, en: /Purpose: / },
  '(1)(c) legal bases': { de: /Rechtsgrundlage: Art\. 6 Abs\. 1/, en: /Legal basis: Art\. 6\(1\)/ },
  '(1)(d) legitimate interests': { de: /berechtigten Interessen: \w/, en: /legitimate interests: \w/ },
  '(1)(e) recipients': {
    de: /nur der Auftragsverarbeiter Beispiel/,
    en: /only recipient of stored data is the processor Beispiel/,
  },
  '(1)(f) third countries': { de: /außerhalb der Europäischen Union/, en: /outside the European Union/ },
  '(2)(a) periods': { de: /Die Frist beginnt mit: /, en: /The period begins with: / },
  '(2)(b) access': { de: /Art\. 15 DSGVO/, en: /Art\. 15 GDPR/ },
  '(2)(b) rectification': { de: /Art\. 16 DSGVO/, en: /Art\. 16 GDPR/ },
  '(2)(b) erasure': { de: /Art\. 17 DSGVO/, en: /Art\. 17 GDPR/ },
  '(2)(b) restriction': { de: /Art\. 18 DSGVO/, en: /Art\. 18 GDPR/ },
  '(2)(b) portability': { de: /Art\. 20 DSGVO/, en: /Art\. 20 GDPR/ },
  '(2)(b) objection': { de: /Art\. 21 DSGVO/, en: /Art\. 21 GDPR/ },
  '(2)(b) objection, apart from the rest (Art. 21 (4))': {
    de: /\nIhr Recht auf Widerspruch\n/,
    en: /\nYour right to object\n/,
  },
  '(2)(c) withdrawal': { de: /jederzeit widerrufen \(Art\. 7 Abs\. 3/, en: /at any time \(Art\. 7\(3\)/ },
  '(2)(d) complaint': { de: /Aufsichtsbehörde: Datenschutzaufsicht/, en: /Supervisory authority: Datenschutzaufsicht/ },
  '(2)(e) duty to provide': { de: /Kein Gesetz und kein Vertrag verpflichtet/, en: /No law and no contract obliges/ },
  '(2)(f) automated decisions': { de: /Profiling \(Art\. 22 DSGVO\)/, en: /profiling \(Art\. 22 GDPR\)/ },
}

describe.each(languages)('the privacy statement in %s', (language) => {
  test.each(Object.keys(article13))('has what Art. 13 asks for: %s', (item) => {
    expect(statement(language)).toMatch(article13[item]![language])
  })

  test.each(Object.entries<Activity>(activities))('tells all of the activity %s', (_, activity) => {
    const line = statement(language)
      .split('\n')
      .find((one) => one.startsWith(`${activity.title[language]}. `))
    const { maxSeconds, anchor } = activity.retention
    const period = maxSeconds === 0 ? { de: 'Sofort danach', en: 'At once' }[language] : duration(maxSeconds, language)
    const reasons = activity.basis.map(({ because }) => because[language])
    for (const part of [activity.purpose[language], ...reasons, anchor[language], period]) expect(line).toContain(part)
  })

  test('lists each cookie and each key of the browser, and each part of the card', () => {
    const names = [...Object.keys(cookies), ...Object.keys(browserKeys)]
    for (const name of names) expect(statement(language)).toContain(`\n${name}: `)
    const { controller, dataProtectionOfficer, processor, authority } = exampleCard
    for (const party of [controller, dataProtectionOfficer, processor, authority]) {
      for (const part of [party.name, party.street, party.place, party.email, party.phone]) {
        expect(statement(language)).toContain(part)
      }
    }
    for (const part of [controller.register, ...controller.board, controller.taxId]) {
      expect(statement(language)).toContain(part)
    }
  })

  test('begins with a short layer whose every point leads to a section', () => {
    const { short, sections } = legalTextFor('privacy', language, installation)
    const ids = sections.map(({ id }) => id)
    expect(new Set(ids).size).toBe(sections.length)
    expect(short!.points.filter(({ section }) => !ids.includes(section))).toEqual([])
    // Purpose, controller and rights come first (guidelines on transparency, WP 260).
    const first = [short!.paragraph, ...short!.points.map(({ says }) => says)].join('\n')
    expect(first).toContain(exampleCard.controller.name)
    expect(short!.points.map(({ section }) => section)).toEqual(
      expect.arrayContaining(['responsible', 'deletion', 'withdrawal', 'rights']),
    )
  })

  test('says of a second factor and of the administration what is stored, seen and recorded', () => {
    const parts = {
      de: [
        /öffentlichen Schlüssel/,
        /Namen, den Sie dem Gerät geben/,
        /zuletzt benutzt/,
        /Protokoll .* keine IP-Adresse/,
      ],
      en: [/public key/, /name you give the device/, /last used it/, /log .* no IP address/],
    }
    for (const part of parts[language]) expect(statement(language)).toMatch(part)
    expect(statement(language)).toContain(duration(periods.auditLog, language))
  })

  test('says the limits of the encryption', () => {
    const limits =
      language === 'de' ? [/filmen/, /manipuliert/, /Sicherheitscode/] : [/film/, /manipulated/, /security code/]
    for (const limit of limits) expect(statement(language)).toMatch(limit)
  })
})

describe('the boxes', () => {
  test('begin with the fixed words, German, in the fixed order', () => {
    for (const audience of audiences) {
      const labels = boxesFor(audience, 'de', installation).map(({ label }) => label)
      expect(labels).toEqual([
        expect.stringMatching(/^Die Datenschutzerklärung habe ich zur Kenntnis genommen/),
        expect.stringMatching(/^Den Nutzungsbedingungen für (BeraterInnen|KlientInnen) stimme ich zu/),
        expect.stringMatching(/^Ich willige ein in die beschriebene Verarbeitung/),
      ])
    }
  })

  test('name their audience where the text behind them is for it alone', () => {
    const named = { counsellor: 'BeraterInnen', client: 'KlientInnen' }
    for (const { audience, key, label, text } of everyBox.filter(({ language }) => language === 'de')) {
      const words = key === 'privacy' ? '' : named[audience]
      expect(text.title).toContain(words)
      expect(label).toContain(audience === 'client' || key === 'terms' ? words : '')
    }
  })

  test('tell at the consent that it is voluntary, how it is withdrawn and what else there is', () => {
    for (const box of everyBox.filter(({ key }) => key === 'processing')) {
      expect(box.label).toContain(exampleCard.withdrawalEmail)
      expect(box.label).toMatch(/freiwillig|voluntary/)
      const content = boxContent(box)
      expect(content).toMatch(/keinen Nachteil|no disadvantage/)
      expect(content).toContain(exampleCard.alternative.phone)
      expect(content).toContain(box.audience === 'client' ? exampleCard.alternative.text[box.language] : '')
    }
  })

  test('ask clients for explicit consent to what Art. 9 protects, in the label and in the text', () => {
    for (const box of everyBox.filter(({ key, audience }) => key === 'processing' && audience === 'client')) {
      expect(box.label).toMatch(/ausdrücklich|explicitly/)
      expect(boxContent(box)).toMatch(/Art\. 9 Abs\. 2 Buchst\. a DSGVO|Art\. 9\(2\)\(a\) GDPR/)
    }
  })
})

describe('every text', () => {
  test('is told in both languages, section by section and sentence group by sentence group', () => {
    const shape = ({ paragraphs, list }: LegalSection) => [paragraphs.length, list?.length ?? 0]
    for (const id of legalTextIds) {
      const [de, en] = languages.map((language) => legalTextFor(id, language, installation))
      expect(en!.sections.map(shape)).toEqual(de!.sections.map(shape))
      for (const [index, section] of de!.sections.entries()) {
        expect(en!.sections[index]!.heading).not.toBe(section.heading)
      }
    }
  })

  test('has no gap, no placeholder and no empty line', () => {
    for (const { text } of everyText) {
      for (const line of textLines(text))
        expect(line).toMatch(/^\S(?!.*(undefined|NaN|\[object|\{\{|\$\{|TODO|XXX| {2}|\.\.)).*\S$/)
    }
  })

  test('takes names and addresses from the card alone', () => {
    const other = JSON.parse(JSON.stringify(exampleCard), (_, value: unknown) =>
      typeof value === 'string' ? 'Q7' : value,
    ) as typeof exampleCard
    const told = languages.flatMap((language) =>
      audiences.flatMap((audience) => boxesFor(audience, language, { ...installation, card: other }).map(boxContent)),
    )
    expect(told.join('\n')).not.toMatch(/Muster|Beispiel[-w]|example\.|23125|@/)
  })

  test('speaks calmly: no exclamation mark, no „Ups“, no form with colon, star or underscore', () => {
    const told = [...everyText.map(({ text }) => textLines(text).join('\n')), ...everyBox.map(({ label }) => label)]
    for (const one of told) expect(one).not.toMatch(/!|\bUps\b|\w[:*_]in(nen)?\b/)
    // The dative: „nach 12 Monaten“, which `duration` does not say.
    for (const one of told)
      expect(one).not.toMatch(/\b(nach|von|mit|seit|in) (höchstens |spätestens )?\d+ (Tage|Monate|Jahre)\b/)
  })

  test('uses the words of the product', () => {
    for (const { text } of everyText.filter(({ language }) => language === 'de')) {
      expect(textLines(text).join('\n')).not.toMatch(
        /Meeting|Lobby|\bUser|Account|Login|Token|Video-Call|zeitnah|\bKlienten\b|\bBerater\b/,
      )
    }
  })

  test('names no period the register does not hold', () => {
    const held = new Set(
      Object.values(periods).flatMap((seconds) => languages.map((language) => duration(seconds, language))),
    )
    const named = everyText.flatMap(({ text }) => textLines(text).flatMap((line) => line.match(amount) ?? []))
    expect(named.length).toBeGreaterThan(20)
    expect(named.filter((one) => !held.has(one))).toEqual([])
  })
})

test('a period for evidence that the operator chose is said wherever texts speak of it, and none of the usual one', () => {
  for (const language of languages) {
    const said = (consentEvidenceMonths: number) =>
      legalTextIds.map((id) =>
        textLines(legalTextFor(id, language, { card: exampleCard, consentEvidenceMonths })).join('\n'),
      )
    const [six, none, three] = [said(6), said(0), said(36)]
    for (const [index, id] of legalTextIds.entries()) {
      const aboutEvidence = three[index] !== six[index]
      expect([id, aboutEvidence]).toEqual([id, !id.startsWith('terms')])
      const months = { de: '6 Monate', en: '6 months' }[language]
      expect([id, six[index]!.includes(months)]).toEqual([id, aboutEvidence])
      expect([id, none[index] === three[index]]).toEqual([id, !aboutEvidence])
    }
    expect(none.join('\n')).toMatch(/zusammen mit dem Gespräch|together with the meeting/)
    expect(none.slice(3).join('\n')).not.toMatch(/36 M/i)
  }
})

const amount =
  /\b(?:\d+|eine[nrms]?|zwei|drei|sechs|sieben|one|two|three|six|seven) (?:Sekunden?|Minuten?|Stunden?|Tage?n?|Wochen?|Monate?n?|Jahre?n?|seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b/g

test('the example is visibly nobody', () => {
  expect(exampleCard.fictitious).toBe(true)
  const card = JSON.stringify(exampleCard)
  expect(card.match(/@[\w.]+/g)!.every((host) => /^@example\.(org|invalid)$/.test(host))).toBe(true)
  expect(card.match(/"phone":"[^"]+"/g)!.every((phone) => /"030 23125 \d{3}"/.test(phone))).toBe(true)
})

test('clients are told whom to call in need', () => {
  for (const language of languages) {
    const terms = textLines(legalTextFor('terms-client', language, installation)).join('\n')
    expect(terms).toContain('112')
    expect(terms).toContain('0800 111 0 111')
  }
})
