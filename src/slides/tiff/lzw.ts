const CLEAR = 256;
const END = 257;
const mostCodes = 4096;

/**
 * TIFF's LZW (TIFF 6.0, section 13): codes of 9 to 12 bits, highest bit first, widened one code
 * early. At most `limit` bytes come out; what is damaged ends there, for a tile too short is told.
 */
export function lzwDecoded(input: Uint8Array, limit: number): Uint8Array<ArrayBuffer> {
  const output = new Uint8Array(limit);
  const table = new StringTable();
  let [at, bit, previous] = [0, 0, -1];
  while (at < limit) {
    const width = table.codeWidth;
    if (bit + width > input.length * 8) break;
    const code = bitsAt(input, bit, width);
    bit += width;
    if (code === END) break;
    if (code === CLEAR) {
      table.clear();
      previous = -1;
      continue;
    }
    if (previous === -1 ? code >= CLEAR : code > table.size) break;
    if (previous !== -1) table.add(previous, code);
    at = table.write(code, output, at);
    previous = code;
  }
  return output.slice(0, at);
}

/** Strings of bytes by code: each is an earlier one and one byte more, so none can be circular. */
class StringTable {
  size = END + 1;
  readonly #prefix = new Uint16Array(mostCodes);
  readonly #last = new Uint8Array(mostCodes);
  readonly #first = new Uint8Array(mostCodes);
  readonly #length = new Uint16Array(mostCodes).fill(1, 0, CLEAR);

  constructor() {
    for (let byte = 0; byte < CLEAR; byte += 1) this.#first[byte] = this.#last[byte] = byte;
  }

  get codeWidth(): number {
    return Math.min(12, 32 - Math.clz32(this.size + 1));
  }

  clear(): void {
    this.size = END + 1;
  }

  /** The previous string and the first byte of the next, which may be the one that is added. */
  add(previous: number, next: number): void {
    if (this.size >= mostCodes) return;
    this.#prefix[this.size] = previous;
    this.#length[this.size] = (this.#length[previous] ?? 0) + 1;
    this.#first[this.size] = this.#first[previous] ?? 0;
    this.#last[this.size] = this.#first[next === this.size ? previous : next] ?? 0;
    this.size += 1;
  }

  /** Writes the string of a code as far as there is room; gives the place behind it. */
  write(code: number, output: Uint8Array, at: number): number {
    const end = at + (this.#length[code] ?? 0);
    let string = code;
    for (let place = end - 1; place >= at; place -= 1) {
      if (place < output.length) output[place] = this.#last[string] ?? 0;
      string = this.#prefix[string] ?? 0;
    }
    return Math.min(end, output.length);
  }
}

function bitsAt(input: Uint8Array, bit: number, width: number): number {
  const byte = bit >> 3;
  const three = ((input[byte] ?? 0) << 16) | ((input[byte + 1] ?? 0) << 8) | (input[byte + 2] ?? 0);
  return (three >> (24 - (bit & 7) - width)) & ((1 << width) - 1);
}
