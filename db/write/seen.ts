/** Remembers which keys came before, in 8 bytes each: two hashes, enough to count by, though not to find a row by. */
export function openSeen(): (key: string | number) => boolean {
  let slots = new Int32Array(2 << 12)
  let held = 0

  function place(low: number, high: number): boolean {
    const mask = slots.length / 2 - 1
    let at = low & mask
    while (slots[2 * at] !== 0 || slots[2 * at + 1] !== 0) {
      if (slots[2 * at] === low && slots[2 * at + 1] === high) return true
      at = (at + 1) & mask
    }
    slots[2 * at] = low
    slots[2 * at + 1] = high
    return false
  }

  function grow(): void {
    const old = slots
    slots = new Int32Array(old.length * 2)
    for (let at = 0; at < old.length; at += 2) if (old[at] !== 0 || old[at + 1] !== 0) place(old[at]!, old[at + 1]!)
  }

  return (key) => {
    const text = String(key)
    let [low, high] = [0x9dc5811c | 0, 0x41c6ce57]
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      low = Math.imul(low ^ code, 0x01000193)
      high = Math.imul(high ^ code, 0x5bd1e995) + low
    }
    low = Math.imul(low ^ (low >>> 15), 0x2c1b3c6d)
    low ^= low >>> 13
    const known = place(low, (high ^ (high >>> 16)) | 1)
    if (!known && ++held > slots.length / 3) grow()
    return known
  }
}
