import type { ActivityId } from './register.ts'

/** Every line the server can log and its fields. No field holds a person's data: names of code, counts and lengths of time. */
export const logEvents = {
  'server.listening': { activity: 'site.read', fields: ['port'] },
  'server.stopping': { activity: 'site.read', fields: ['signal'] },
  'database.started': { activity: 'site.read', fields: ['attached'] },
  'database.migrated': { activity: 'site.read', fields: ['count'] },
  'request.failed': { activity: 'site.read', fields: ['route', 'err'] },
  'job.failed': { activity: 'site.read', fields: ['job', 'err'] },
  'job.done': { activity: 'site.read', fields: ['job', 'count'] },
  'mail.accepted': { activity: 'mail.send', fields: ['template'] },
  'mail.refused': { activity: 'mail.send', fields: ['template', 'attempts', 'err'] },
  'socket.failed': { activity: 'meeting.hold', fields: ['err'] },
  'key.withdrawn': { activity: 'site.read', fields: ['code'] },
  'key.unreachable': { activity: 'site.read', fields: ['code'] },
  'key.back': { activity: 'site.read', fields: ['provider'] },
  'key.renewed': { activity: 'site.read', fields: ['level'] },
  'proxy.untrusted': { activity: 'attack.contain', fields: ['header'] },
  'attack.blocked': { activity: 'attack.contain', fields: ['cause', 'hours'] },
  'meeting.shredded': { activity: 'deletion.evidence', fields: ['ms'] },
  'meeting.verified': { activity: 'deletion.evidence', fields: ['ms'] },
} as const satisfies Record<string, { activity: ActivityId; fields: readonly string[] }>
