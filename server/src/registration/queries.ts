import { Fail } from '@vieraugen/protocol/errors.ts'
import type { AccountInvitation } from '@vieraugen/protocol/http/admin-accounts.ts'
import type { Role } from '@vieraugen/protocol/shapes.ts'
import type { Base } from '../base/base.ts'
import { tokenHash } from '../base/keys.ts'

type Given = Pick<Base, 'db' | 'clock'>

const valid = ({ db, clock }: Given) => db.selectFrom('account_invitation').where('expires_at', '>', clock.now())

/** To what a link invites; Fail('link-unknown') when it was used, withdrawn or never made, or is over. */
export async function invitedRole(given: Given, secret: string): Promise<Role> {
  const row = await valid(given).select('role').where('secret_hash', '=', tokenHash(secret)).executeTakeFirst()
  if (!row) throw new Fail('link-unknown')
  return row.role
}

/** The links with which somebody may still register, the newest first. */
export async function openInvitations(given: Given): Promise<AccountInvitation[]> {
  const rows = await valid(given).select(['id', 'role', 'created_at', 'expires_at']).orderBy('id', 'desc').execute()
  return rows.map(({ id, role, created_at, expires_at }) => ({
    id,
    role,
    createdAt: created_at.toISOString(),
    expiresAt: expires_at.toISOString(),
  }))
}
