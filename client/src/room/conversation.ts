import { everyone, moderator as moderatorSeat } from '@vieraugen/protocol/relay.ts'
import type { Clock } from '../lib/clock.ts'
import type { Store } from '../lib/store.ts'
import { createCall, type Call } from './call.ts'
import { createDoor, type Door } from './door.ts'
import { createDurableLog, type DurableLog } from './durable-log.ts'
import type { Guest, MemberId, Moderator, Opened, Participation, Random } from './e2ee/conference.ts'
import { hex } from './e2ee/encoding.ts'
import { createGuest } from './e2ee/guest.ts'
import { createLine, type Line } from './e2ee/line.ts'
import { isEnvelope } from './e2ee/messages.ts'
import { createModerator } from './e2ee/moderator.ts'
import { createExchange, type Exchange } from './exchange.ts'
import type { Features } from './features.ts'
import { follow } from './follow.ts'
import type { Devices } from './media/devices.ts'
import type { MediaEngine } from './media/media-engine.ts'
import type { RoomState } from './room-state.ts'
import type { Signal } from './signal.ts'

export type Side =
  | { readonly role: 'moderator'; readonly it: Moderator }
  | { readonly role: 'guest'; readonly it: Guest }

/** Everything that exists once the keys are there. */
export interface Conversation {
  readonly side: Side
  /** The moderator's; null for guests. */
  readonly door: Door | null
  readonly features: Features
  readonly call: Call
  readonly log: DurableLog
  /** A direct box of the relay: of the protocol, or sealed. */
  receive(from: MemberId, box: Uint8Array): void
  /** Tells everybody to drop what I said. */
  withdraw: Exchange['withdraw']
  /** What the features must not lose in a reload. */
  snapshot: Exchange['snapshot']
  /** Calls back after each change of that. */
  onChange(listener: () => void): () => void
  end(): void
}

export interface ConversationOptions {
  readonly meetingId: string
  readonly self: MemberId
  readonly role: 'moderator' | 'guest'
  readonly displayName: string
  readonly instance: Uint8Array
  readonly fingerprint: Uint8Array
  readonly clock: Clock
  readonly random: Random
  readonly signal: Signal
  readonly devices: Devices
  readonly createEngine: (
    self: { id: MemberId; instance: string },
    sendSignal: (to: MemberId, bytes: Uint8Array) => void,
    hideAddress: boolean,
  ) => MediaEngine
  /** What a former page of this tab left. */
  readonly saved: RoomState | null
}

/** Makes or restores the keys, and connects the parts: keys, log, features, sound and pictures, door. */
export async function createConversation(options: ConversationOptions): Promise<Conversation> {
  const side = await createSide(options)
  return connect(side, options)
}

async function createSide(options: ConversationOptions): Promise<Side> {
  const { role, saved, signal, meetingId, self, instance, displayName, fingerprint, clock, random } = options
  const wire: Participation['wire'] = {
    send: (to, message) => signal.direct(to === 'all' ? everyone : to === 'moderator' ? moderatorSeat : to, message),
  }
  const fresh: Participation = { meetingId, self, instance, displayName, fingerprint, wire, clock, random }
  const make = async (it: Participation): Promise<Side> =>
    role === 'moderator' ? { role, it: await createModerator(it) } : { role, it: await createGuest(it) }
  if (!saved) return make(fresh)
  // What another version of this page left is worth nothing: knock anew.
  return make({ ...fresh, restored: saved.conference }).catch(() => make(fresh))
}

function connect(side: Side, options: ConversationOptions): Conversation {
  const { self: id, displayName: name, instance, clock, random, signal, devices, saved } = options
  const exchange = createExchange({ conference: side.it, signal, room: { self: { id, name }, clock, random } })
  if (saved) exchange.restore(saved.features)
  const { features } = exchange
  const log = createLog(side, exchange, options)
  const hideAddress = saved?.hideAddress ?? false
  const engine = options.createEngine({ id, instance: hex(instance) }, exchange.sendSignal, hideAddress)
  const lean = () => features.presence.state.get().lean
  const call = createCall({ engine, devices, roster: side.it.roster, lean, hideAddress })
  const door = side.role === 'moderator' ? createModeratorDoor(side.it, exchange, signal) : null
  const ends = [
    follow(side.it.roster, (members) => exchange.onMembers(members.map((member) => member.id))),
    follow(features.presence.state, () => call.adapt()),
    follow(signal.link, (link) => side.role === 'guest' && side.it.onLine(link === 'online')),
    follow(side.it.logHead, (head) => head && side.role === 'guest' && log.compare(head)),
  ]
  return {
    side,
    door,
    features,
    call,
    log,
    receive: receiver(side, exchange, call),
    withdraw: exchange.withdraw,
    snapshot: exchange.snapshot,
    onChange: (listener) =>
      followAll(
        [side.it.revision, features.chat.state, devices.microphone, devices.camera, call.addressHidden],
        listener,
      ),
    end() {
      for (const end of ends) end()
      door?.close()
      call.close()
      side.it.close()
    },
  }
}

function followAll(stores: readonly Store<unknown>[], listener: () => void): () => void {
  const ends = stores.map((store) => store.subscribe(listener))
  return () => ends.forEach((end) => end())
}

const createModeratorDoor = (moderator: Moderator, exchange: Exchange, signal: Signal): Door =>
  createDoor({ moderator, say: (message) => signal.say(message), handHistory: exchange.handHistory })

function createLog(side: Side, exchange: Exchange, { signal, saved }: ConversationOptions): DurableLog {
  return createDurableLog({
    open: (from, box, source) => side.it.open(from, box, source),
    ready: () => side.it.epoch.get() !== null,
    deliver: (opened, seq) => exchange.deliver(opened, seq),
    read: (after) => signal.say({ t: 'read', after }),
    reached: (head) => {
      if (side.role === 'moderator') side.it.noteLogHead(head)
    },
    start: saved?.place,
  })
}

/** Each sender in their own order; nobody's unknown key holds up the others. */
function receiver({ it }: Side, exchange: Exchange, call: Call): (from: MemberId, box: Uint8Array) => void {
  const lines = new Map<MemberId, Line>()
  const onOpened = (from: MemberId, opened: Opened | null) => {
    if (!opened || opened.kind === 'log') return
    if (opened.topic === 'signal') call.onSignal(from, opened.payload)
    else exchange.deliver(opened, null)
  }
  return (from, box) => {
    if (!isEnvelope(box)) return void it.handle(from, box)
    const line = lines.get(from) ?? createLine()
    lines.set(from, line)
    void line.run(async () => onOpened(from, await it.open(from, box)))
  }
}
