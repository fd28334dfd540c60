import { describe, expect, test } from 'vitest'
import { officePaths } from '@vieraugen/protocol/pages.ts'
import { expectAccessible, widths } from '../accessible.ts'
import { setStage } from '../journey.ts'
import { newPerson, registerCounsellor } from '../people.ts'
import { becomeStaff } from '../staff.ts'

const stage = setStage()

describe.each(['desktop', 'phone'] as const)('on a %s', (on) => {
  test.each([
    '/',
    '/registrieren',
    '/anmelden',
    '/passwort-vergessen',
    '/technik-check',
    '/datenschutz',
    '/datenschutz/archiv',
    '/nutzungsbedingungen',
    '/impressum',
    '/barrierefreiheit',
    '/nachweis',
    '/meine-daten',
    '/gibt-es-nicht',
  ])('%s has no violation', async (path) => {
    const { page, complaints } = await newPerson(stage.browser, stage.lab, on)
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await expectAccessible(page)
    expect(complaints).toEqual([])
  })

  test('no area of the administration has a violation', async () => {
    const person = await registerCounsellor(stage.browser, stage.lab)
    await becomeStaff(stage.lab, person)
    const { page, complaints } = person
    await page.setViewportSize(widths[on])
    for (const path of Object.values(officePaths)) {
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      await expectAccessible(page)
    }
    expect(complaints).toEqual([])
  }, 240_000)
})
