import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

export const widths = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } } as const

/** No rule of WCAG 2.2 AA that a program can check is broken, and the page never has to be moved sideways. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  expect(violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes[0]?.html}`)).toEqual([])
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect([page.url(), Math.max(0, beyond)]).toEqual([page.url(), 0])
}

/** As `expectAccessible`, on a phone and on a desk. */
export async function expectAccessibleEverywhere(page: Page): Promise<void> {
  for (const size of Object.values(widths)) {
    await page.setViewportSize(size)
    await expectAccessible(page)
  }
}
