const rate = 16_000
/** Two soft notes, a fifth apart; hertz. */
const notes = [440, 660]
const seconds = 0.6

/** A short melody as a WAV file (16 bit, mono), made here so that nothing has to be fetched. */
export function toneFile(): Blob {
  const samples = notes.flatMap((pitch) => Array.from({ length: rate * seconds }, (_, at) => sample(pitch, at / rate)))
  const view = new DataView(new ArrayBuffer(44 + samples.length * 2))
  const ascii = (at: number, text: string) => [...text].forEach((c, i) => view.setUint8(at + i, c.charCodeAt(0)))
  ascii(0, 'RIFF')
  view.setUint32(4, 36 + samples.length * 2, true)
  ascii(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, rate * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  ascii(36, 'data')
  view.setUint32(40, samples.length * 2, true)
  samples.forEach((value, index) => view.setInt16(44 + index * 2, Math.round(value * 0x7fff), true))
  return new Blob([view.buffer], { type: 'audio/wav' })
}

/** Rises within 40 ms and fades to nothing, so that it neither clicks nor startles. */
function sample(pitch: number, at: number): number {
  const loudness = Math.min(1, at / 0.04) * Math.max(0, 1 - at / seconds)
  return 0.25 * loudness * Math.sin(2 * Math.PI * pitch * at)
}
