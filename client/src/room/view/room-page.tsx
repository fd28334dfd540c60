import { useWords } from '../../lib/i18n.ts'
import { words } from './words.ts'

/** The room of one meeting: waiting room, conversation and end, for counsellor and client alike. */
export function RoomPage({ meetingId }: { meetingId: string }) {
  const texts = useWords(words)
  return (
    <main className="room-connecting" data-meeting={meetingId}>
      <p role="status">{texts.connecting}</p>
    </main>
  )
}
