import type { Page } from 'playwright-core'

/** Something that happened in a page. `at` is in ms since 1970, with fractions, so that two pages can be laid side by side. */
export interface Moment {
  readonly what: 'click' | 'sent' | 'received' | 'camera' | 'created' | 'described' | 'connected' | 'frame'
  readonly at: number
}

/**
 * Notes from outside when the page was clicked, when a sealed box left or arrived, and what its peer connection did. Called
 * before the page loads; changes nothing in how the page works.
 */
export async function noteMoments(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const moments: { what: string; at: number }[] = []
    const note = (what: string, at = performance.now()) => moments.push({ what, at: performance.timeOrigin + at })
    Object.defineProperty(window, '__moments', { value: moments })
    addEventListener('click', ({ timeStamp }) => note('click', timeStamp), true)

    const send = WebSocket.prototype.send
    WebSocket.prototype.send = function (data) {
      if (typeof data !== 'string') note('sent')
      return send.call(this, data)
    }
    window.WebSocket = new Proxy(window.WebSocket, {
      construct(target, parameters: [string]) {
        const socket = new target(...parameters)
        socket.addEventListener('message', ({ data }) => typeof data !== 'string' && note('received'))
        return socket
      },
    })

    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
    navigator.mediaDevices.getUserMedia = async (wish) => {
      const stream = await ask(wish)
      if (wish?.video) note('camera')
      return stream
    }

    const remote = new Set<MediaStreamTrack>()
    window.RTCPeerConnection = new Proxy(window.RTCPeerConnection, {
      construct(target, parameters: [RTCConfiguration?]) {
        const connection = new target(...parameters)
        note('created')
        connection.addEventListener('track', ({ track }) => remote.add(track))
        connection.addEventListener(
          'signalingstatechange',
          () => connection.signalingState === 'stable' && note('described'),
        )
        connection.addEventListener(
          'connectionstatechange',
          () => connection.connectionState === 'connected' && note('connected'),
        )
        return connection
      },
    })
    // The first decoded picture of a stream is what makes an element's data „loaded“.
    const onPicture = ({ target, timeStamp }: Event) => {
      if (!(target instanceof HTMLVideoElement) || !(target.srcObject instanceof MediaStream)) return
      if (target.srcObject.getVideoTracks().some((track) => remote.has(track))) note('frame', timeStamp)
    }
    addEventListener('loadeddata', onPicture, true)
  })
}

/** Everything noted since the page was loaded, in order. */
export function momentsOf(page: Page): Promise<readonly Moment[]> {
  return page.evaluate(() => [...(window as unknown as { __moments: Moment[] }).__moments])
}
