import { readBoxes } from '@vieraugen/protocol/http/site.ts'
import * as accounts from '@vieraugen/protocol/http/accounts.ts'
import type { Ticks } from '@vieraugen/protocol/shapes.ts'
import { createApp, type App } from './app.ts'
import { operator } from './base/audit.ts'
import type { Mail } from './base/base.ts'
import { TestBrowser } from './base/http/test-browser.ts'
import { waitingMails } from './base/mail.ts'
import { createTestBase, type TestBase } from './base/test-base.ts'
import { inviteInto } from './staff/commands.ts'

export interface TestApp extends TestBase {
  readonly app: App
  browser(ip?: string): TestBrowser
  /** Mails in the outbox, newest first. */
  mails(): Promise<Mail[]>
  /** The secret behind the # of the newest mail to this address. */
  secretFor(address: string): Promise<string>
  ticks(audience: 'counsellor' | 'client'): Promise<Ticks>
  /** A browser in which a new, confirmed person is signed in. */
  signedIn(person?: Partial<Person>): Promise<TestBrowser>
  /** As `signedIn`, with this role, and the second factor proven just now. */
  staff(role: 'administrator' | 'dpo', person?: Partial<Person>): Promise<TestBrowser>
}

export interface Person {
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly userName: string
  readonly password: string
}

export const anna: Person = {
  firstName: 'Anna',
  lastName: 'Beraterin',
  email: 'anna@beispiel.example',
  userName: 'anna.b',
  password: 'Seerose am Gartenteich 7',
}

/** Who is invited may use the account at once, however this installation registers others. */
async function invited(parts: TestBase): Promise<{ invitation?: string }> {
  if (parts.config.registration === 'open') return {}
  const { link } = await inviteInto(parts, { by: operator, role: 'counsellor' })
  return { invitation: link.slice(-43) }
}

/** The whole server with a database, a key and a clock of its own; requests go in without a network. */
export async function createTestApp(env: Record<string, string> = {}, dist?: string): Promise<TestApp> {
  const parts = await createTestBase(env)
  const app = await createApp(parts, dist)
  const browser = (ip?: string) => new TestBrowser(app.http, ip)
  const mails = () => waitingMails(parts)
  const secretFor = async (address: string): Promise<string> => {
    const mail = (await mails()).find(({ to, text }) => to === address && text.includes('#'))
    return /#([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? ''
  }
  const ticks = async (audience: 'counsellor' | 'client'): Promise<Ticks> => {
    const { boxes } = await browser().call(readBoxes, {}, { audience, language: 'de' })
    return Object.fromEntries(boxes.map(({ key, hash }) => [key, hash])) as Ticks
  }
  const signedIn = async (person: Partial<Person> = {}): Promise<TestBrowser> => {
    const wished = { ...anna, ...person }
    const own = browser()
    await own.call(accounts.register, {
      ...wished,
      ...(await invited(parts)),
      language: 'de',
      ticks: await ticks('counsellor'),
    })
    await own.call(accounts.confirmEmail, { secret: await secretFor(wished.email) })
    await own.call(accounts.signIn, { login: wished.email, password: wished.password })
    return own
  }
  return {
    ...parts,
    app,
    browser,
    mails,
    secretFor,
    ticks,
    signedIn,
    async staff(role, person = {}) {
      const name = { firstName: 'Rosa', lastName: 'Rat', email: `${role}@beispiel.example`, userName: `${role}.rat` }
      const own = await signedIn({ ...name, ...person })
      const { account } = await own.call(accounts.whoAmI, {})
      const id = account?.id ?? ''
      await parts.db.updateTable('account').set({ role }).where('id', '=', id).execute()
      await parts.db.updateTable('session').set({ strong_at: parts.clock.now() }).where('account_id', '=', id).execute()
      return own
    },
    async close() {
      await app.close()
      await parts.close()
    },
  }
}
