import type { Element } from "dicom-parser";

export type Elements = Readonly<Record<string, Element>>;

/** Values of one data set or sequence item, by tag; what is absent, empty or malformed is null. */
export class Attributes {
  readonly #bytes: Uint8Array;
  readonly #elements: Elements;

  constructor(bytes: Uint8Array, elements: Elements) {
    this.#bytes = bytes;
    this.#elements = elements;
  }

  has(tag: string): boolean {
    return (this.#elements[tag]?.length ?? 0) > 0;
  }

  /** All values of a text (CS, UI, LO, DS, IS); bytes beyond ASCII are read as Latin-1. */
  texts(tag: string): readonly string[] {
    const element = this.#elements[tag];
    if (element === undefined || element.length === 0) return [];
    const value = this.#bytes.subarray(element.dataOffset, element.dataOffset + element.length);
    const text = new TextDecoder("latin1").decode(value);
    return text.split("\\").map((part) => part.replace(/\0+$/, "").trim());
  }

  text(tag: string): string | null {
    return this.texts(tag)[0] || null;
  }

  /** Numbers written as text (DS, IS). */
  decimals(tag: string): readonly number[] {
    return this.texts(tag).map((text) => (text === "" ? Number.NaN : Number(text)));
  }

  /** US or UL, whose length tells them apart. */
  unsigned(tag: string): number | null {
    const two = this.#view(tag, 2)?.getUint16(0, true);
    return two ?? this.#view(tag, 4)?.getUint32(0, true) ?? null;
  }

  /** SL. */
  signed(tag: string): number | null {
    return this.#view(tag, 4)?.getInt32(0, true) ?? null;
  }

  /** FL. */
  float(tag: string): number | null {
    return this.#view(tag, 4)?.getFloat32(0, true) ?? null;
  }

  /** Items of a sequence (SQ). */
  items(tag: string): readonly Attributes[] {
    const items = this.#elements[tag]?.items ?? [];
    return items.map(({ dataSet }) => new Attributes(this.#bytes, dataSet?.elements ?? {}));
  }

  #view(tag: string, length: number): DataView | null {
    const element = this.#elements[tag];
    if (element?.length !== length) return null;
    return new DataView(this.#bytes.buffer, this.#bytes.byteOffset + element.dataOffset, length);
  }
}
