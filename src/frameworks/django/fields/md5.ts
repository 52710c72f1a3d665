/** Rotations of each round, and the sines that it adds (RFC 1321). */
const rotations = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]
const sines = Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) | 0)

/**
 * The MD5 digest of text in UTF-8, in hexadecimal (RFC 1321). Django names indexes by it; it is no protection of
 * anything.
 */
export function md5(text: string): string {
  const words = padded(new TextEncoder().encode(text))
  const state = new Int32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476])
  for (let block = 0; block < words.length; block += 16) {
    let [a, b, c, d] = state as unknown as [number, number, number, number]
    for (let i = 0; i < 64; i++) {
      const round = i >> 4
      const [mixed, index] = mix(round, i, b, c, d)
      const sum = (a + mixed + sines[i]! + words[block + index]!) | 0
      const turn = rotations[round * 4 + (i % 4)]!
      ;[a, d, c, b] = [d, c, b, (b + ((sum << turn) | (sum >>> (32 - turn)))) | 0]
    }
    for (const [index, part] of [a, b, c, d].entries()) state[index] = state[index]! + part
  }
  return [...new Uint8Array(state.buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The function of a round, and the word that it takes. */
function mix(round: number, i: number, b: number, c: number, d: number): [number, number] {
  if (round === 0) return [(b & c) | (~b & d), i]
  if (round === 1) return [(d & b) | (~d & c), (5 * i + 1) % 16]
  return round === 2 ? [b ^ c ^ d, (3 * i + 5) % 16] : [c ^ (b | ~d), (7 * i) % 16]
}

/** The message with a one bit, zeros and its length behind it, as little-endian words in blocks of sixteen. */
function padded(bytes: Uint8Array): Int32Array {
  const buffer = new DataView(new ArrayBuffer(((bytes.length + 72) >> 6) << 6))
  bytes.forEach((byte, index) => buffer.setUint8(index, byte))
  buffer.setUint8(bytes.length, 0x80)
  buffer.setUint32(buffer.byteLength - 8, bytes.length * 8, true)
  return Int32Array.from({ length: buffer.byteLength / 4 }, (_, index) => buffer.getInt32(index * 4, true))
}
