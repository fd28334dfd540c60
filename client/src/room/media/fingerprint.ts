/** The certificate of this page's connections and its SHA-256 fingerprint (32 bytes), which goes into the signed roster. */
export interface MediaIdentity {
  certificate: RTCCertificate
  fingerprint: Uint8Array
}

/** One certificate for all connections of this page. Rejects where the browser has no WebRTC. */
export async function createCertificate(): Promise<MediaIdentity> {
  const algorithm: EcKeyGenParams & { expires: number } = {
    name: 'ECDSA',
    namedCurve: 'P-256',
    expires: certificateLifeMs,
  }
  const certificate = await RTCPeerConnection.generateCertificate(algorithm)
  // Read from an offer, because this is what the other side will compare, in every browser.
  const probe = new RTCPeerConnection({ certificates: [certificate] })
  try {
    probe.createDataChannel('probe')
    const { sdp = '' } = await probe.createOffer()
    const [fingerprint] = fingerprintsOf(sdp) ?? []
    if (!fingerprint) throw new Error('The browser offers no SHA-256 fingerprint')
    return { certificate, fingerprint }
  } finally {
    probe.close()
  }
}

/** A meeting ends after 12 hours; a day leaves room for clocks that differ. */
const certificateLifeMs = 24 * 60 * 60 * 1000

/** All fingerprints of a description (RFC 8122 §5), or null when one of them is not a well-formed SHA-256 one. */
export function fingerprintsOf(sdp: string): Uint8Array[] | null {
  const found: Uint8Array[] = []
  for (const line of sdp.split(/\r\n|\r|\n/)) {
    if (!/^a=fingerprint:/i.test(line)) continue
    const match = /^a=fingerprint:sha-256 ((?:[0-9a-f]{2}:){31}[0-9a-f]{2})$/i.exec(line.trim())
    if (!match?.[1]) return null
    found.push(Uint8Array.from(match[1].split(':'), (pair) => parseInt(pair, 16)))
  }
  return found
}

/** Whether a description names the expected certificate and no other. */
export function namesOnly(sdp: string, expected: Uint8Array): boolean {
  const found = fingerprintsOf(sdp)
  return found !== null && found.length > 0 && found.every((one) => sameBytes(one, expected))
}

/**
 * Whether the certificate that the handshake really showed is the expected one. True where the browser does not
 * tell, because it has compared the certificate with the description itself (RFC 8827 §6.5).
 */
export async function shows(transport: RTCDtlsTransport | null, expected: Uint8Array): Promise<boolean> {
  const [certificate] = transport?.getRemoteCertificates?.() ?? []
  if (!certificate) return true
  return sameBytes(new Uint8Array(await crypto.subtle.digest('SHA-256', certificate)), expected)
}

function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index])
}
