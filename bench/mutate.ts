import type { Random } from "#test/seeded.ts";

/** Values at which sizes, counts and offsets turn: none, signs, ends of their range. */
const extremes = [0, 1, 2, 0x7f, 0xff, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff];

/** A copy with one to eight faults, most of them where formats keep their headers: at either end. */
export function broken(bytes: Uint8Array, random: Random): Uint8Array<ArrayBuffer> {
  let copy = Uint8Array.from(bytes);
  const faults = 1 + Math.floor(random() * 8);
  for (let fault = 0; fault < faults && copy.length > 16; fault += 1) copy = oneFault(copy, random);
  return copy;
}

function oneFault(bytes: Uint8Array<ArrayBuffer>, random: Random): Uint8Array<ArrayBuffer> {
  const at = placeIn(bytes, random);
  const view = new DataView(bytes.buffer);
  const kind = random();
  if (kind < 0.25) bytes[at] = (bytes[at] as number) ^ (1 << Math.floor(random() * 8));
  else if (kind < 0.4) bytes[at] = Math.floor(random() * 256);
  else if (kind < 0.6) view.setUint32(at, extremeOf(bytes, random), random() < 0.7);
  else if (kind < 0.75) view.setUint16(at, extremeOf(bytes, random) & 0xffff, random() < 0.7);
  else if (kind < 0.83) bytes.fill(random() < 0.5 ? 0 : 255, at, at + Math.floor(random() * 64));
  else if (kind < 0.92) bytes.copyWithin(at, placeIn(bytes, random), placeIn(bytes, random));
  else return bytes.slice(0, Math.floor(random() * bytes.length));
  return bytes;
}

/** Room for four bytes is left. */
function placeIn({ length }: Uint8Array, random: Random): number {
  const room = length - 4;
  const end = Math.min(room, 2048);
  const kind = random();
  if (kind < 0.5) return Math.floor(random() * end);
  if (kind < 0.75) return room - Math.floor(random() * end);
  return Math.floor(random() * room);
}

function extremeOf({ length }: Uint8Array, random: Random): number {
  if (random() < 0.3) return Math.floor(random() * length * 2);
  return extremes[Math.floor(random() * extremes.length)] as number;
}
