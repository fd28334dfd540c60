import { chromium, firefox, type Browser } from 'playwright-core'

/**
 * The system's Chromium with a fake camera (a moving picture, 30 a second) and a fake microphone (a beep each second).
 * It may gather loopback candidates and plays sound without a click; it looks up and fetches nothing of its own.
 */
export function launchChromium(moreArguments: string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream=fps=30',
      '--allow-loopback-in-peer-connection',
      '--autoplay-policy=no-user-gesture-required',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...moreArguments,
    ],
  })
}

/** The system's Firefox with fake devices. Playwright speaks WebDriver BiDi with it; the channel name selects that. */
export function launchFirefox(morePreferences: Record<string, number | boolean> = {}): Promise<Browser> {
  return firefox.launch({
    channel: 'moz-firefox',
    executablePath: '/usr/bin/firefox-esr',
    firefoxUserPrefs: {
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
      'media.peerconnection.ice.loopback': true,
      'media.peerconnection.ice.obfuscate_host_addresses': false,
      'media.autoplay.default': 0,
      'media.gmp-manager.updateEnabled': false,
      'media.gmp-gmpopenh264.enabled': false,
      ...morePreferences,
    },
  })
}
