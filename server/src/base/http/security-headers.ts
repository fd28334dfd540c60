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

/** The same for every answer of this installation. Hosts come from the register, and it knows only our own. */
export function securityHeaders(publicUrl: URL): Readonly<Record<string, string>> {
  const socket = `${publicUrl.protocol === 'https:' ? 'wss' : 'ws'}://${publicUrl.host}`
  const sources = { ...pageSources, 'connect-src': [...pageSources['connect-src'], socket] }
  return {
    'content-security-policy': Object.entries(sources)
      .map(([name, values]) => `${name} ${values.join(' ')}`)
      .join('; '),
    'permissions-policy': permissions.join(', '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    // Links, previews and snapshots of other services have no business here.
    'x-robots-tag': 'noindex',
    ...(publicUrl.protocol === 'https:'
      ? { 'strict-transport-security': `max-age=${twoYears}; includeSubDomains` }
      : {}),
  }
}
