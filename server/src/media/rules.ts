import { createHmac } from 'node:crypto'
import type { Config } from '../config.ts'
import type { Random } from '../base/clock.ts'

/** Credentials last as long as a browser may need to begin a connection; a running one is not cut (seconds). */
const credentialLife = 60 * 60

export interface IceServer {
  readonly urls: string[]
  readonly username: string
  readonly credential: string
}

/**
 * STUN and TURN of this installation with credentials that the TURN server checks by itself: user name `expiry:random`,
 * password base64(HMAC-SHA1(secret, user name)) (draft-uberti-behave-turn-rest-00). The user name says nothing about the person.
 */
export function iceServersOf(turn: NonNullable<Config['turn']>, now: Date, random: Random): IceServer[] {
  const username = `${Math.floor(now.getTime() / 1000) + credentialLife}:${random(8).toString('hex')}`
  const credential = createHmac('sha1', turn.secret).update(username).digest('base64')
  return [{ urls: [...new Set([...turn.urls.flatMap(stunOf), ...turn.urls])], username, credential }]
}

/** A TURN server answers STUN on the same port (RFC 8656, section 3): nobody else's is ever asked. */
function stunOf(url: string): string[] {
  const host = /^turn:([^?]+)/.exec(url)?.[1]
  return host ? [`stun:${host}`] : []
}
