/** What a person brings along from the invitation into the room, in memory only: never in an address, never in storage. */
export interface Arrival {
  readonly meetingId: string
  readonly displayName: string
  /** Shown this once; null when this person had entered before. */
  readonly receiptCode: string | null
}

let waiting: Arrival | null = null

export const arrival = {
  put(next: Arrival): void {
    waiting = next
  },
  /** What was put for this meeting, or null. It can be taken again until another one is put. */
  take(meetingId: string): Arrival | null {
    return waiting?.meetingId === meetingId ? waiting : null
  },
}
