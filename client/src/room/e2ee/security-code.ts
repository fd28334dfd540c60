import { hkdf } from './suite.ts'

/** What two people compare aloud: six digits, or four pictures that say the same thing. */
export interface SecurityCode {
  /** Six decimal digits, leading zeros kept. */
  readonly digits: string
  readonly emoji: readonly [CodeEmoji, CodeEmoji, CodeEmoji, CodeEmoji]
}

export interface CodeEmoji {
  /** 0 to 63, the index in `codeEmoji`. */
  readonly index: number
  readonly symbol: string
  readonly de: string
  readonly en: string
}

const row = (symbol: string, de: string, en: string) => ({ symbol, de, en })

/** 64 pictures whose German and English names are short, common and cannot be mistaken for each other on the phone. Order is part of the protocol. */
export const codeEmoji: readonly Omit<CodeEmoji, 'index'>[] = [
  row('🍎', 'Apfel', 'apple'),
  row('🌳', 'Baum', 'tree'),
  row('🚲', 'Fahrrad', 'bicycle'),
  row('🐟', 'Fisch', 'fish'),
  row('🔔', 'Glocke', 'bell'),
  row('🏠', 'Haus', 'house'),
  row('🦔', 'Igel', 'hedgehog'),
  row('☕', 'Kaffee', 'coffee'),
  row('💡', 'Lampe', 'lamp'),
  row('🌙', 'Mond', 'moon'),
  row('👃', 'Nase', 'nose'),
  row('👂', 'Ohr', 'ear'),
  row('🍄', 'Pilz', 'mushroom'),
  row('🎡', 'Riesenrad', 'big wheel'),
  row('☀️', 'Sonne', 'sun'),
  row('📞', 'Telefon', 'telephone'),
  row('⌚', 'Uhr', 'watch'),
  row('🐦', 'Vogel', 'bird'),
  row('☁️', 'Wolke', 'cloud'),
  row('🦓', 'Zebra', 'zebra'),
  row('⚓', 'Anker', 'anchor'),
  row('🍌', 'Banane', 'banana'),
  row('🐘', 'Elefant', 'elephant'),
  row('🚩', 'Fahne', 'flag'),
  row('🎸', 'Gitarre', 'guitar'),
  row('🐶', 'Hund', 'dog'),
  row('🕯️', 'Kerze', 'candle'),
  row('🦁', 'Löwe', 'lion'),
  row('🐭', 'Maus', 'mouse'),
  row('🐙', 'Krake', 'octopus'),
  row('🐧', 'Pinguin', 'penguin'),
  row('🚀', 'Rakete', 'rocket'),
  row('🐢', 'Schildkröte', 'turtle'),
  row('🎂', 'Torte', 'cake'),
  row('🦉', 'Eule', 'owl'),
  row('🌋', 'Vulkan', 'volcano'),
  row('🍉', 'Melone', 'melon'),
  row('🚂', 'Lokomotive', 'steam engine'),
  row('🎈', 'Ballon', 'balloon'),
  row('🍞', 'Brot', 'bread'),
  row('💎', 'Diamant', 'diamond'),
  row('🥚', 'Ei', 'egg'),
  row('🪶', 'Feder', 'feather'),
  row('🥄', 'Löffel', 'spoon'),
  row('🎩', 'Zylinder', 'top hat'),
  row('🏝️', 'Insel', 'island'),
  row('🦘', 'Känguru', 'kangaroo'),
  row('🗺️', 'Landkarte', 'map'),
  row('🧲', 'Magnet', 'magnet'),
  row('🥜', 'Erdnuss', 'peanut'),
  row('🍊', 'Orange', 'orange'),
  row('🐎', 'Pferd', 'horse'),
  row('☔', 'Regenschirm', 'umbrella'),
  row('🔑', 'Schlüssel', 'key'),
  row('🥁', 'Trommel', 'drum'),
  row('👔', 'Krawatte', 'necktie'),
  row('🎲', 'Würfel', 'dice'),
  row('🧅', 'Zwiebel', 'onion'),
  row('🚜', 'Traktor', 'tractor'),
  row('🐝', 'Biene', 'bee'),
  row('🦋', 'Schmetterling', 'butterfly'),
  row('✂️', 'Schere', 'scissors'),
  row('🌵', 'Kaktus', 'cactus'),
  row('🍕', 'Pizza', 'pizza'),
]

/** The code of one admission transcript (32 bytes, see docs/protocol.md). */
export async function securityCode(transcript: Uint8Array): Promise<SecurityCode> {
  const bytes = await hkdf({
    secret: transcript,
    salt: new Uint8Array(),
    label: 'vieraugen/code',
    context: [],
    length: 11,
  })
  const number = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0)
  const digits = String(number % 1_000_000n).padStart(6, '0')
  const bits = (bytes[8]! << 16) | (bytes[9]! << 8) | bytes[10]!
  const at = (shift: number): CodeEmoji => {
    const index = (bits >> shift) & 63
    return { index, ...codeEmoji[index]! }
  }
  return { digits, emoji: [at(18), at(12), at(6), at(0)] }
}
