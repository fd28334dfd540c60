import { createTransport } from 'nodemailer'
import type { Config } from '../config.ts'
import type { Mail } from './base.ts'

/** The only way out of this machine. Its one recipient is the operator's own mail server. */
export interface Egress {
  /** Resolves once the mail server accepted the mail. */
  sendMail(mail: Mail): Promise<void>
  close(): void
}

const seconds = 1000

export function createEgress(smtp: NonNullable<Config['smtp']>): Egress {
  const transport = createTransport(
    { url: smtp.url, connectionTimeout: 10 * seconds, greetingTimeout: 10 * seconds, socketTimeout: 20 * seconds },
    // A mail body never makes this machine open files or fetch addresses.
    { from: smtp.from, disableFileAccess: true, disableUrlAccess: true },
  )
  return {
    async sendMail({ to, subject, text, calendar }) {
      const attachment = calendar ? { icalEvent: { method: 'PUBLISH', filename: 'termin.ics', content: calendar } } : {}
      await transport.sendMail({
        to: { name: '', address: to },
        subject,
        text,
        textEncoding: 'quoted-printable',
        ...attachment,
      })
    },
    close: () => transport.close(),
  }
}
