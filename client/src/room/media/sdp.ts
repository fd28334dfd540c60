const lineEnd = /\r\n|\n/

function keepLines(sdp: string, keep: (line: string) => boolean): string {
  return sdp.split(lineEnd).filter(keep).join('\r\n')
}

/**
 * Takes the audio level extensions (RFC 6464, RFC 6465) out of a description. They travel outside of the
 * encryption, so that a relay on the way could see who speaks when; without them in offer and answer nobody sends them.
 */
export function withoutAudioLevels(sdp: string): string {
  return keepLines(sdp, (line) => !/^a=extmap:.*urn:ietf:params:rtp-hdrext:(ssrc|csrc)-audio-level/.test(line))
}

/** Takes everything but relayed paths out of a description, for those who hide their address. */
export function withRelaysOnly(sdp: string): string {
  const relays = keepLines(sdp, (line) => !line.startsWith('a=candidate:') || isRelay(line))
  return relays.split(lineEnd).map(withoutRelatedAddress).join('\r\n')
}

export function isRelay(candidate: string): boolean {
  return / typ relay( |$)/.test(candidate)
}

/** A relayed candidate names the own public address as its related one (RFC 8839 §5.1); it is not needed to connect. */
export function withoutRelatedAddress(candidate: string): string {
  return candidate.replace(/ raddr \S+ rport \d+/, ' raddr 0.0.0.0 rport 0')
}
