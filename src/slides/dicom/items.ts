import { joinBytes } from "#slides/bytes/join-bytes.ts";

/** Bytes of an item's tag and length (DICOM PS3.5, A.4). */
export const itemHeadBytes = 8;

export interface ItemHead {
  /** "end" is the sequence delimiter; null is neither. */
  readonly kind: "item" | "end" | null;
  readonly length: number;
}

/** The head of an item of encapsulated pixels. */
export function itemHead(bytes: Uint8Array, at = 0): ItemHead {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, itemHeadBytes);
  const tag = view.getUint32(0, true);
  const kind = tag === 0xe000fffe ? "item" : tag === 0xe0ddfffe ? "end" : null;
  return { kind, length: view.getUint32(4, true) };
}

/** The one frame in a row of items. Throws an Error where they are no items, or empty. */
export function joinFragments(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const fragments: Uint8Array<ArrayBuffer>[] = [];
  let at = 0;
  while (at + itemHeadBytes <= bytes.length) {
    const { kind, length } = itemHead(bytes, at);
    if (kind === "end") break;
    at += itemHeadBytes;
    if (kind === null || at + length > bytes.length) throw new Error("its offset is wrong");
    if (length > 0) fragments.push(bytes.subarray(at, at + length));
    at += length;
  }
  const [first] = fragments;
  if (first === undefined) throw new Error("it is empty");
  return fragments.length === 1 ? first : joinBytes(fragments);
}
