import { describe, expect, test } from 'vitest'
import { boxKind, decodeFrame, encodeFrame, everyone, type FromServer } from '@vieraugen/protocol/relay.ts'
import { createSignal, type Socket } from './signal.ts'

const meetingId = '01900000-0000-7000-8000-000000000001'
const anna = '01900000-0000-7000-8000-00000000000a'

class Line implements Socket {
  binaryType: BinaryType = 'blob'
  onopen: Socket['onopen'] = null
  onmessage: Socket['onmessage'] = null
  onclose: Socket['onclose'] = null
  readonly sent: (string | Uint8Array)[] = []
  closed = false
  send(data: string | Uint8Array<ArrayBuffer>) {
    this.sent.push(data)
  }
  close() {
    this.closed = true
  }
  open() {
    this.onopen?.(new Event('open'))
  }
  say(message: FromServer) {
    this.onmessage?.({ data: JSON.stringify(message) } as MessageEvent)
  }
  deliver(frame: Uint8Array<ArrayBuffer>) {
    this.onmessage?.({ data: frame.buffer } as MessageEvent)
  }
  break() {
    this.onclose?.({} as CloseEvent)
  }
  get words() {
    return this.sent.filter((data) => typeof data === 'string').map((text) => JSON.parse(text).t)
  }
  get frames() {
    return this.sent.filter((data) => typeof data !== 'string').map((bytes) => decodeFrame(bytes)!)
  }
}

/** Time that stands still until the test moves it. */
function handTurnedClock() {
  let now = 0
  let timers: { at: number; run: () => void }[] = []
  return {
    today: () => now,
    now: () => now,
    after(ms: number, run: () => void) {
      const timer = { at: now + ms, run }
      timers.push(timer)
      return () => void (timers = timers.filter((one) => one !== timer))
    },
    pass(ms: number) {
      const end = now + ms
      for (;;) {
        const due = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
        if (!due) break
        timers = timers.filter((one) => one !== due)
        now = due.at
        due.run()
      }
      now = end
    },
  }
}

const welcome: FromServer = {
  t: 'welcome',
  self: anna,
  role: 'guest',
  state: 'waiting',
  opening: null,
  seq: 0,
  share: null,
}

function setUp() {
  const clock = handTurnedClock()
  const lines: Line[] = []
  const heard: unknown[] = []
  let online = () => {}
  const signal = createSignal({
    meetingId,
    instance: '0'.repeat(32),
    open() {
      lines.push(new Line())
      return lines.at(-1)!
    },
    clock,
    random: (count) => new Uint8Array(count).fill(128),
    onOnline(listener) {
      online = listener
      return () => (online = () => {})
    },
    listener: {
      said: (message) => heard.push(message.t),
      direct: (from, box) => heard.push(['direct', from, [...box]]),
      log: (from, seq, box) => heard.push(['log', from, seq, [...box]]),
      refusedJoin: (code) => heard.push(['refused', code]),
      unreachable: () => heard.push('unreachable'),
    },
  })
  const join = () => {
    lines.at(-1)!.open()
    lines.at(-1)!.say(welcome)
  }
  return { clock, lines, heard, signal, join, goOnline: () => online() }
}

describe('the connection', () => {
  test('joins first and says nothing else before the welcome', () => {
    const { lines, signal, join } = setUp()
    signal.say({ t: 'status', status: 'online' })
    lines[0]!.open()
    expect(lines[0]!.words).toEqual(['join'])
    join()
    expect(lines[0]!.words).toContain('status')
    expect(signal.link.get()).toBe('online')
  })

  test('comes back at once, then ever more slowly, for as long as it takes', () => {
    const { clock, lines, join } = setUp()
    join()
    for (let i = 0; i < 20; i++) {
      lines.at(-1)!.break()
      clock.pass(8_000)
      expect(lines).toHaveLength(i + 2)
    }
  })

  test('waits longer after each failure', () => {
    const { clock, lines } = setUp()
    const waits: number[] = []
    for (let i = 0; i < 7; i++) {
      lines.at(-1)!.break()
      const before = clock.now()
      const count = lines.length
      while (lines.length === count) clock.pass(100)
      waits.push(clock.now() - before)
    }
    expect(waits[0]).toBeLessThanOrEqual(100)
    expect(waits).toEqual([...waits].sort((a, b) => a - b))
    expect(waits.at(-1)).toBeLessThanOrEqual(8_000)
  })

  test('is reported as interrupted only after ten seconds', () => {
    const { clock, lines, signal, join } = setUp()
    join()
    lines[0]!.break()
    clock.pass(9_900)
    expect(signal.link.get()).toBe('connecting')
    clock.pass(200)
    expect(signal.link.get()).toBe('interrupted')
    join()
    expect(signal.link.get()).toBe('online')
  })

  test('that is silent for half a minute is given up', () => {
    const { clock, lines, join } = setUp()
    join()
    clock.pass(20_000)
    expect(lines[0]!.words).toContain('ping')
    clock.pass(10_001)
    expect(lines[0]!.closed).toBe(true)
    clock.pass(1)
    expect(lines).toHaveLength(2)
  })

  test('tries at once when the machine is online again', () => {
    const { clock, lines, goOnline } = setUp()
    for (let i = 0; i < 4; i++) {
      lines.at(-1)!.break()
      clock.pass(i < 3 ? 4_000 : 0)
    }
    const count = lines.length
    goOnline()
    expect(lines).toHaveLength(count + 1)
  })

  test('stays away once retired, and says so after several failures', () => {
    const { clock, lines, heard, signal } = setUp()
    for (let i = 0; i < 4; i++) {
      lines.at(-1)!.break()
      clock.pass(6_000)
    }
    expect(heard).toEqual(['unreachable'])
    const count = lines.length
    signal.retire()
    lines.at(-1)!.break()
    clock.pass(60_000)
    expect(lines).toHaveLength(count)
  })

  test('that is not let in says so, the second time as the first, and apart from the refusal of one frame', () => {
    const { clock, lines, heard, join } = setUp()
    join()
    lines[0]!.say({ t: 'fail', code: 'forbidden' })
    lines[0]!.break()
    clock.pass(0)
    lines[1]!.open()
    lines[1]!.say({ t: 'fail', code: 'forbidden' })
    expect(heard).toEqual(['welcome', 'fail', ['refused', 'forbidden']])
  })

  test('ignores what is no word of the relay', () => {
    const { lines, heard, join } = setUp()
    join()
    for (const data of ['', 'nonsense', '{"t":"welcome"}', '[]', new ArrayBuffer(3)]) {
      lines[0]!.onmessage?.({ data } as MessageEvent)
    }
    expect(heard).toEqual(['welcome'])
  })
})

describe('a durable box', () => {
  const box = Uint8Array.of(1, 2, 3)
  const seal = () => Promise.resolve(box)
  /** Sealing is done: each step of it is over before the next turn of the loop. */
  const sealed = () => new Promise((resolve) => setTimeout(resolve, 0))

  test('is sent again after a broken connection, and settles once', async () => {
    const { clock, lines, signal, join } = setUp()
    join()
    const stored = signal.log(everyone, seal)
    await sealed()
    expect(lines[0]!.frames).toMatchObject([{ kind: boxKind.log, number: 1 }])
    lines[0]!.break()
    clock.pass(0)
    join()
    expect(lines[1]!.frames).toHaveLength(0)
    lines[1]!.say({ t: 'read', seq: 0 })
    await sealed()
    expect(lines[1]!.frames).toHaveLength(1)
    lines[1]!.say({ t: 'read', seq: 0 })
    await sealed()
    expect(lines[1]!.frames).toHaveLength(1)
    lines[1]!.say({ t: 'logged', ref: 1, seq: 7 })
    await expect(stored).resolves.toBe(7)
  })

  test('that the relay had stored before the break is not sent twice', async () => {
    const { clock, lines, heard, signal, join } = setUp()
    join()
    const stored = signal.log(everyone, seal)
    await sealed()
    lines[0]!.break()
    clock.pass(0)
    join()
    lines[1]!.deliver(encodeFrame({ kind: boxKind.log, peer: anna, number: 4, box }))
    lines[1]!.say({ t: 'read', seq: 4 })
    await expect(stored).resolves.toBe(4)
    expect(lines[1]!.frames).toHaveLength(0)
    expect(heard).toContainEqual(['log', anna, 4, [1, 2, 3]])
  })

  test('is sealed anew for each try, under the key of that moment', async () => {
    const { clock, lines, signal, join } = setUp()
    join()
    let key = 0
    const stored = signal.log(everyone, async () => Uint8Array.of(++key))
    await sealed()
    lines[0]!.break()
    clock.pass(0)
    join()
    lines[1]!.say({ t: 'read', seq: 0 })
    await sealed()
    expect(lines.map(({ frames }) => frames.map((frame) => [...frame.box]))).toEqual([[[1]], [[2]]])
    // The first one arrived after all.
    lines[1]!.deliver(encodeFrame({ kind: boxKind.log, peer: anna, number: 4, box: Uint8Array.of(1) }))
    await expect(stored).resolves.toBe(4)
  })

  test('written while offline is sealed only once the connection stands', async () => {
    const { lines, signal, join } = setUp()
    let times = 0
    void signal.log(everyone, async () => Uint8Array.of(++times))
    await sealed()
    expect(times).toBe(0)
    join()
    lines[0]!.say({ t: 'read', seq: 0 })
    await sealed()
    expect(times).toBe(1)
  })

  test('that cannot be sealed is reported to whoever said it, and not tried again', async () => {
    const { lines, signal, join } = setUp()
    join()
    await expect(signal.log(everyone, () => Promise.reject(new Error('no key')))).rejects.toThrow('no key')
    lines[0]!.say({ t: 'read', seq: 0 })
    await sealed()
    expect(lines[0]!.frames).toHaveLength(0)
  })

  test('of who has no place inside is reported as not sent, and not tried again', async () => {
    const { clock, lines, signal, join } = setUp()
    join()
    const stored = signal.log(everyone, seal).catch((error: unknown) => error)
    await sealed()
    lines[0]!.say({ t: 'fail', code: 'forbidden' })
    expect(await stored).toMatchObject({ code: 'forbidden' })
    lines[0]!.break()
    clock.pass(0)
    join()
    lines[1]!.say({ t: 'read', seq: 0 })
    await sealed()
    expect(lines[1]!.frames).toHaveLength(0)
  })

  test.each(['too-many', 'internal'] as const)('refused as „%s“ is sent again after a pause', async (code) => {
    const { clock, lines, signal, join } = setUp()
    join()
    const stored = signal.log(everyone, seal)
    await sealed()
    lines[0]!.say({ t: 'fail', code })
    clock.pass(2_900)
    await sealed()
    expect(lines[0]!.frames).toHaveLength(1)
    clock.pass(200)
    await sealed()
    expect(lines[0]!.frames).toHaveLength(2)
    lines[0]!.say({ t: 'logged', ref: 1, seq: 7 })
    await expect(stored).resolves.toBe(7)
  })
})
