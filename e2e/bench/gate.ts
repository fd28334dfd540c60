import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Figure, median } from './figures.ts'
import { Process } from './processes.ts'

/** Many and short, so that each compares what the machine did at the same moment. */
const rounds = 60
const warmRounds = 10
/** Of each connection in each round. */
const requestsEach = 100
/** Each with an address of its own, as the addresses of visitors differ. */
const connections = 20

/** What a browser sends; no cookie, because whoever has none is not looked up. */
const request = (index: number): string =>
  [
    `GET /api/bench/${index} HTTP/1.1`,
    'Host: localhost:8080',
    'User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    'Accept: application/json',
    'Accept-Language: de-DE,de;q=0.8,en-US;q=0.5,en;q=0.3',
    'Accept-Encoding: gzip, deflate, br, zstd',
    'Referer: http://localhost:8080/',
    'Connection: keep-alive',
    'Sec-Fetch-Dest: empty',
    'Sec-Fetch-Mode: cors',
    'Sec-Fetch-Site: same-origin',
    '\r\n',
  ].join('\r\n')

/** Each does what the one before does, and more. */
const parts = ['bare', 'headers', 'gate', 'record'] as const
type Part = (typeof parts)[number]

interface Round {
  readonly perSecond: number
  /** Processor time of the server for one request, in ms. */
  readonly cost: number
}

/** A route under load. */
class Target {
  readonly #server: Process
  readonly #sockets: Socket[] = []
  readonly rounds: Round[] = []
  constructor(part: Part, folder: string) {
    this.#server = new Process('route.ts', {
      PARTS: part,
      DATA_DIR: join(folder, part, 'data'),
      KEY_FILE: join(folder, part, 'keys', 'key'),
      KEY_DIR: join(folder, part, 'content-keys'),
    })
  }

  async open(): Promise<void> {
    const port = await this.#server.number('port')
    for (let index = 1; index <= connections; index++) {
      const socket = connect({ port, host: '127.0.0.1', localAddress: `127.0.0.${index + 1}`, noDelay: true })
      this.#sockets.push(socket)
      await once(socket, 'connect')
    }
    for (let round = 0; round < warmRounds; round++) await this.play()
    this.rounds.length = 0
  }

  /** All connections at once, each with one request under way at a time. */
  async play(): Promise<void> {
    const before = await this.#server.number('time')
    const began = performance.now()
    await Promise.all(this.#sockets.map((socket, index) => askAgainAndAgain(socket, request(index))))
    const seconds = (performance.now() - began) / 1000
    const count = connections * requestsEach
    const cost = ((await this.#server.number('time')) - before) / count
    this.rounds.push({ perSecond: count / seconds, cost })
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await this.#server.close()
  }
}

/** Length of a whole answer, read from its head; NaN while that is not there, and for anything but success. */
function lengthOf(answer: string): number {
  const head = answer.indexOf('\r\n\r\n') + 4
  const body = /^HTTP\/1\.1 200 [^]*\r\ncontent-length: (\d+)/i.exec(answer)?.[1]
  return head < 4 ? Number.NaN : head + Number(body)
}

/** Every answer has the length of the first, so that the one who counts has little to do. */
function askAgainAndAgain(socket: Socket, text: string): Promise<void> {
  let left = requestsEach
  let length = Number.NaN
  let got = 0
  return new Promise((resolve, reject) => {
    const receive = (part: Buffer) => {
      if (Number.isNaN(length)) length = lengthOf(part.toString('latin1'))
      got += part.length
      if (Number.isNaN(length) || got > length) return reject(new Error('An answer was not what was asked for'))
      if (got < length) return
      got = 0
      left -= 1
      if (left > 0) return void socket.write(text)
      socket.off('data', receive)
      resolve()
    }
    socket.on('data', receive)
    socket.write(text)
  })
}

/** The same route with ever more of what the product does for each request, in turns. */
export async function measureGate(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'vieraugen-bench-'))
  const targets = parts.map((part) => new Target(part, folder))
  try {
    for (const target of targets) await target.open()
    for (let round = 0; round < rounds; round++) for (const target of targets) await target.play()
    return compare(targets.map((target) => target.rounds))
  } finally {
    await Promise.all(targets.map((target) => target.close()))
    await rm(folder, { recursive: true, force: true })
  }
}

function compare([bare = [], headers = [], gate = [], record = []]: Round[][]): Figure[] {
  const ratio = (of: readonly Round[], key: keyof Round, to = bare) =>
    median(of.map((round, index) => round[key] / (to[index]?.[key] ?? Number.NaN)))
  const cost = (of: readonly Round[]) => `${(1000 * median(of.map((round) => round.cost))).toFixed(1)} µs`
  return [
    {
      name: 'processor time, record and gate ÷ bare route',
      value: ratio(record, 'cost'),
      unit: '',
      aim: { below: 1.15 },
      note: `${cost(record)} and ${cost(bare)} a request`,
    },
    { name: 'security headers alone ÷ bare route', value: ratio(headers, 'cost'), unit: '', note: cost(headers) },
    { name: 'gate, which sets them ÷ bare route', value: ratio(gate, 'cost'), unit: '', note: cost(gate) },
    { name: 'record and gate ÷ security headers alone', value: ratio(record, 'cost', headers), unit: '' },
    { name: 'requests per second, record and gate ÷ bare', value: ratio(record, 'perSecond'), unit: '' },
  ]
}
