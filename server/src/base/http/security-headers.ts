import { pageSources } from '@vieraugen/policy/browser.ts'

/** A browser that keeps to HTTPS for two years, subdomains included. */
const twoYears = 63_072_000

const permissions = [
  ...[
    'camera',
    'microphone',
    'display-capture',
    'fullscreen',
    'publickey-credentials-create',
    'publickey-credentials-get',
    'speaker-selection',
  ].map((feature) => `${feature}=(self)`),
  ...[
    'accelerometer',
    'browsing-topics',
    'geolocation',
    'gyroscope',
    'hid',
    'idle-detection',
    'local-fonts',
    'magnetometer',
    'midi',
    'payment',
    'serial',
    'usb',
    'xr-spatial-tracking',
  ].map((feature) => `${feature}=()`),
]

type Headers = Readonly<Record<string, string>>

export interface SecurityHeaders {
  readonly page: Headers
  /** What no browser shows as a page needs no permissions and may load nothing. */
  readonly data: Headers
}

/** The same for every answer of its kind. Hosts come from the register, and it knows only our own. */
export function securityHeaders(publicUrl: URL): SecurityHeaders {
  const socket = `${publicUrl.protocol === 'https:' ? 'wss' : 'ws'}://${publicUrl.host}`
  const sources = { ...pageSources, 'connect-src': [...pageSources['connect-src'], socket] }
  const policy = Object.entries(sources).map(([name, values]) => `${name} ${values.join(' ')}`)
  const always = {
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    ...(publicUrl.protocol === 'https:'
      ? { 'strict-transport-security': `max-age=${twoYears}; includeSubDomains` }
      : {}),
  }
  const page = {
    ...always,
    'content-security-policy': policy.join('; '),
    'permissions-policy': permissions.join(', '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    // Links, previews and snapshots of other services have no business here.
    'x-robots-tag': 'noindex',
  }
  return { page, data: { ...always, 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" } }
}

/** Under `/api` there is data and nothing else. */
export const headersFor = (url: string, { page, data }: SecurityHeaders): Headers =>
  url.startsWith('/api/') ? data : page
