import { createStore } from '../../../lib/store.ts'
import type { Feature, FeatureRoom, Sender } from '../../feature.ts'
import { chatMessage, chatPiece, clean, longestText, type ChatPiece } from './messages.ts'

export interface ChatLine extends ChatPiece {
  readonly own: boolean
  /** `pending`: not stored yet. `failed`: not sent; the person may send it again. */
  readonly state: 'sent' | 'pending' | 'failed'
}

export interface ChatState {
  /** In the order of the log; own messages that are not stored yet come last. */
  readonly lines: readonly ChatLine[]
  /** Messages of others since the chat was last looked at. */
  readonly unread: number
  /** The newest message of somebody else, to be announced; null before one came live. */
  readonly latest: ChatLine | null
}

export interface Chat extends Feature<ChatState> {
  /** Sends what a person typed. False, and nothing happens, if it is empty or longer than 4000 characters. */
  say(typed: string): boolean
  /** Tries a failed message once more. */
  sayAgain(id: string): void
  /** Whether the person looks at the chat now. */
  watch(looking: boolean): void
}

export function createChat({ self, clock, random, send }: FeatureRoom): Chat {
  const state = createStore<ChatState>({ lines: [], unread: 0, latest: null })
  let looking = false

  const put = (line: ChatLine) => state.update((now) => ({ ...now, lines: withLine(now.lines, line) }))
  const own = (id: string) => state.get().lines.find((line) => line.own && line.id === id)

  const deliver = (line: ChatLine) => {
    put({ ...line, state: 'pending' })
    send({ id: line.id, text: line.text }).catch(() => {
      if (own(line.id)?.state === 'pending') put({ ...line, state: 'failed' })
    })
  }

  return {
    state,
    say(typed) {
      const text = clean(typed)
      if (text === '' || text.length > longestText) return false
      const id = Array.from(random(16), (byte) => byte.toString(16).padStart(2, '0')).join('')
      deliver({ id, text, from: self.id, name: self.name, at: clock.today(), seq: null, own: true, state: 'pending' })
      return true
    },
    sayAgain(id) {
      const line = own(id)
      if (line?.state === 'failed') deliver(line)
    },
    watch(now) {
      looking = now
      if (now) state.update((before) => (before.unread === 0 ? before : { ...before, unread: 0 }))
    },
    handle(message, from) {
      const parsed = chatMessage.safeParse(message)
      if (!parsed.success) return
      const line = lineOf(parsed.data, from, self.id)
      if (isStored(state.get().lines, line)) return
      put(line)
      if (line.own) return
      state.update((now) => ({ ...now, latest: line, unread: looking ? 0 : now.unread + 1 }))
    },
    snapshot: () => state.get().lines.map(({ own: _own, state: _state, ...piece }) => piece),
    restore(pieces) {
      for (const piece of pieces) {
        const parsed = chatPiece.safeParse(piece)
        if (!parsed.success) continue
        const isOwn = parsed.data.from === self.id
        if (parsed.data.seq === null && !isOwn) continue
        const line: ChatLine = { ...parsed.data, own: isOwn, state: parsed.data.seq === null ? 'failed' : 'sent' }
        if (!isStored(state.get().lines, line)) put(line)
      }
    },
    forget(id) {
      state.update(({ lines, unread, latest }) => ({
        lines: lines.filter(({ from }) => from !== id),
        unread,
        latest: latest?.from === id ? null : latest,
      }))
    },
    onMembers() {},
  }
}

function lineOf({ id, text }: { id: string; text: string }, from: Sender, selfId: string): ChatLine {
  return {
    id,
    text,
    from: from.id,
    name: from.name,
    at: from.at,
    seq: from.seq,
    own: from.id === selfId,
    state: 'sent',
  }
}

/** An id counts for its sender alone: nobody can push out what another one said. */
const isSame = (a: ChatLine, b: ChatLine) => a.from === b.from && a.id === b.id

const isStored = (lines: readonly ChatLine[], line: ChatLine) =>
  lines.some((one) => isSame(one, line) && one.state === 'sent')

function withLine(lines: readonly ChatLine[], line: ChatLine): readonly ChatLine[] {
  const others = lines.filter((one) => !isSame(one, line))
  const place = ({ seq }: ChatLine) => seq ?? Number.POSITIVE_INFINITY
  const after = others.findIndex((one) => place(one) > place(line))
  return after < 0 ? [...others, line] : [...others.slice(0, after), line, ...others.slice(after)]
}
