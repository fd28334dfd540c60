import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endMeeting } from '@vieraugen/protocol/http/meetings.ts'
import { type Figure, median } from './figures.ts'
import { Process } from './processes.ts'
import { measureRelay } from './relay.ts'
import { heard, openRoom, type OpenRoom, Visitor } from './visitor.ts'

/** The first rooms also pay for code that is compiled and pools that are filled; they are not counted. */
const warmRooms = 150
const countedRooms = 150
const roomsAtOnce = 5
/** Rooms whose two people talk to each other in the measurement of the relay. */
const busyRooms = 50
const endings = 5
const fullEndings = 3
const storedMegabytes = 200

interface Server {
  readonly process: Process
  readonly origin: string
  close(): Promise<void>
}

async function startServer(): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'vieraugen-bench-'))
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  probe.close()
  await once(probe, 'close')
  const origin = `http://localhost:${port}`
  const process = new Process('server.ts', {
    PORT: String(port),
    PUBLIC_URL: origin,
    DATA_DIR: join(folder, 'data'),
    KEY_FILE: join(folder, 'keys', 'key'),
    KEY_DIR: join(folder, 'content-keys'),
    TRUSTED_PROXIES: '127.0.0.0/8,::1/128',
  })
  await process.number('port')
  const close = async () => {
    await process.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { process, origin, close }
}

/** Everything about the server alone: memory of its rooms, speed of its relay, time of its deletion. */
export async function measureServer(): Promise<{ memory: Figure[]; relay: Figure[]; deletion: Figure[] }> {
  const server = await startServer()
  try {
    const counsellor = new Visitor(server.origin)
    await counsellor.register(server.process)
    const ticks = await counsellor.ticks('client')
    const open = () => openRoom(counsellor, server.origin, ticks)
    const rooms = await many(warmRooms, open)
    const memory = await measureMemory(server.process, async () => {
      rooms.push(...(await many(countedRooms, open)))
    })
    const relay = await measureRelay(server.process, rooms.slice(0, busyRooms))
    const deletion = await measureDeletion(server.process, counsellor, rooms)
    for (const { host, guest } of rooms) for (const socket of [host, guest]) socket.terminate()
    return { memory, relay, deletion }
  } finally {
    await server.close()
  }
}

/** Memory in use after a collection of garbage. What the system has given holds the traffic of the preparation, too. */
async function measureMemory(server: Process, fill: () => Promise<void>): Promise<Figure[]> {
  const before = await server.number('memory')
  await fill()
  const value = ((await server.number('memory')) - before) / countedRooms / 1000
  const note = `${countedRooms} rooms on top of ${warmRooms}`
  return [{ name: 'memory per idle room with two people', value, unit: 'kB', aim: { below: 60 }, note }]
}

async function many(count: number, open: () => Promise<OpenRoom>): Promise<OpenRoom[]> {
  const rooms: OpenRoom[] = []
  while (rooms.length < count) rooms.push(...(await Promise.all(Array.from({ length: roomsAtOnce }, open))))
  return rooms
}

/** From the click on „Beenden“ (the request behind it) until the client in the room reads that everything is verified gone. */
async function measureDeletion(server: Process, counsellor: Visitor, rooms: readonly OpenRoom[]): Promise<Figure[]> {
  const timed = async ({ id, guest }: OpenRoom) => {
    const told = heard(guest, 'deleted')
    const began = performance.now()
    await counsellor.call(endMeeting, {}, { id })
    await told
    return (performance.now() - began) / 1000
  }
  const empty: number[] = []
  for (const room of rooms.slice(-endings)) empty.push(await timed(room))
  const full: number[] = []
  for (const room of rooms.slice(-endings - fullEndings, -endings)) {
    await server.ask({ ask: 'plant', meetingId: room.id, megabytes: storedMegabytes })
    full.push(await timed(room))
  }
  const kinds = [
    { name: 'end to verified, nothing stored', times: empty },
    { name: `end to verified, ${storedMegabytes} MB of ciphertext`, times: full },
  ]
  return kinds.map(({ name, times }) => {
    const note = `median of ${times.length}, slowest ${Math.max(...times).toFixed(2)} s`
    return { name, value: median(times), unit: 's', aim: { below: 2 }, note }
  })
}
