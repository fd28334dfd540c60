import { boxKind, encodeFrame } from '@vieraugen/protocol/relay.ts'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { WebSocket } from 'ws'
import { type Figure, median, percentile } from './figures.ts'
import { Process } from './processes.ts'
import type { OpenRoom } from './visitor.ts'

const rounds = 9
/** Of each socket in each round. All rounds together stay below what the relay lets one member send at once. */
const framesEach = 40
/** Frames under way at the same time, of each socket. */
const window = 2
/** A sealed signal of a call. */
const boxBytes = 600

/** One direction of traffic: what is written to `from` comes out at `to`. */
interface Way {
  readonly from: WebSocket
  readonly to: WebSocket
  readonly frame: Uint8Array
}

interface Round {
  readonly perSecond: number
  readonly p99: number
  /** Processor time of the server for one message, in ms. */
  readonly cost: number
}

/** All ways at once, each with its window; what arrives makes room for the next. */
async function play(ways: readonly Way[], server: Process): Promise<Round> {
  const times: number[] = []
  const before = await server.number('time')
  const began = performance.now()
  await Promise.all(ways.map((way) => playOne(way, times)))
  const seconds = (performance.now() - began) / 1000
  const cost = ((await server.number('time')) - before) / times.length
  return { perSecond: times.length / seconds, p99: percentile(times, 0.99), cost }
}

function playOne({ from, to, frame }: Way, times: number[]): Promise<void> {
  const sentAt: number[] = []
  let sent = 0
  let arrived = 0
  const send = () => {
    if (sent === framesEach) return
    sent += 1
    sentAt.push(performance.now())
    from.send(frame)
  }
  return new Promise((resolve) => {
    const receive = (_: Buffer, binary: boolean) => {
      if (!binary) return
      times.push(performance.now() - (sentAt[arrived] ?? 0))
      arrived += 1
      send()
      if (arrived < framesEach) return
      to.off('message', receive)
      resolve()
    }
    to.on('message', receive)
    for (let i = 0; i < window; i++) send()
  })
}

const frameTo = (peer: string): Uint8Array =>
  encodeFrame({ kind: boxKind.direct, peer, number: 0, box: randomBytes(boxBytes) })

async function connect(port: number): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false })
  await once(socket, 'open')
  return socket
}

/** The relay between two people of each room, beside a server that only echoes, with as many sockets and equal frames. */
export async function measureRelay(relay: Process, rooms: readonly OpenRoom[]): Promise<Figure[]> {
  const echo = new Process('echo.ts')
  const port = await echo.number('port')
  const sockets = await Promise.all(Array.from({ length: 2 * rooms.length }, () => connect(port)))
  const echoed = sockets.map((socket) => ({ from: socket, to: socket, frame: frameTo('0'.repeat(32)) }))
  const relayed = rooms.flatMap(({ host, guest, hostId, guestId }) => [
    { from: host, to: guest, frame: frameTo(guestId) },
    { from: guest, to: host, frame: frameTo(hostId) },
  ])
  await play(echoed, echo)
  await play(relayed, relay)
  const bare: Round[] = []
  const own: Round[] = []
  // In turns, so that whatever else the machine does hits both alike.
  for (let round = 0; round < rounds; round++) {
    bare.push(await play(echoed, echo))
    own.push(await play(relayed, relay))
  }
  await echo.close()
  return compare(bare, own)
}

function compare(bare: readonly Round[], own: readonly Round[]): Figure[] {
  const of = (list: readonly Round[], key: keyof Round) => median(list.map((round) => round[key]))
  const ratio = (key: keyof Round) => median(own.map((round, i) => round[key] / (bare[i]?.[key] ?? Number.NaN)))
  return [
    { name: 'messages per second, relay ÷ bare echo', value: ratio('perSecond'), unit: '', aim: { above: 0.7 } },
    { name: 'relay', value: of(own, 'perSecond'), unit: '/s' },
    { name: 'bare echo', value: of(bare, 'perSecond'), unit: '/s' },
    {
      name: 'slowest hundredth (p99), relay ÷ bare echo',
      value: ratio('p99'),
      unit: '',
      note: `${of(own, 'p99').toFixed(1)} ms and ${of(bare, 'p99').toFixed(1)} ms`,
    },
    {
      name: 'processor time per message, relay ÷ bare echo',
      value: ratio('cost'),
      unit: '',
      note: `${(1000 * of(own, 'cost')).toFixed(0)} µs and ${(1000 * of(bare, 'cost')).toFixed(0)} µs`,
    },
  ]
}
