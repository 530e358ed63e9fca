import dicomParser, { type ByteStream, type Element } from "dicom-parser";
import { brokenSlide } from "#slides/slide-faults.ts";
import type { Elements } from "./attributes.ts";

const undefinedLength = 0xffffffff;
const itemEnd = "xfffee00d";
const sequenceEnd = "xfffee0dd";
/** dicom-parser 1.8 takes these value representations, all with a long length, for short ones. */
const longUnknown = ["OV", "SV", "UV"];
/** The largest holds an ICC profile. Parsing a sequence can take some 30 times its bytes. */
const largestElementBytes = 8 * 2 ** 20;

/**
 * Walks the elements of a little-endian data set. The library reads them; what it must not be
 * trusted with is here. Every method throws where the bytes end too early or are damaged.
 */
export class DataSetParser {
  readonly #bytes: Uint8Array;
  readonly #isExplicit: boolean;
  readonly #name: string;
  #stream: ByteStream;

  /** Begins at offset `at` of the file called `name`. */
  constructor(
    bytes: Uint8Array,
    { at, isExplicit, name }: { at: number; isExplicit: boolean; name: string },
  ) {
    this.#bytes = bytes;
    this.#isExplicit = isExplicit;
    this.#name = name;
    this.#stream = this.#streamAt(at);
  }

  get position(): number {
    return this.#stream.position;
  }

  /** Tag of the next element. */
  peek(): string {
    const tag = dicomParser.readTag(this.#stream);
    this.#stream.seek(-4);
    return tag;
  }

  element(): Element {
    return this.#bounded(() => (this.#isLongUnknown() ? this.#skipped() : this.#read()));
  }

  /** The items of the sequence that comes next, one at a time, so that they need not be kept. */
  *items(): Generator<Elements> {
    const { length, dataOffset } = this.#read(this.peek());
    const isOpen = length === undefinedLength;
    const end = isOpen ? Number.POSITIVE_INFINITY : dataOffset + length;
    if (!isOpen && end > this.#bytes.length) throw new RangeError("cut short");
    while (this.position < end && this.peek() !== sequenceEnd) {
      yield this.#bounded(() => this.#item());
    }
    if (isOpen) this.#stream.seek(8);
  }

  #item(): Elements {
    const { length } = dicomParser.readSequenceItem(this.#stream);
    const end = length === undefinedLength ? Number.POSITIVE_INFINITY : this.position + length;
    const elements: Record<string, Element> = {};
    while (this.position < end) {
      const element = this.#read();
      if (element.tag === itemEnd) break;
      elements[element.tag] = element;
    }
    return elements;
  }

  /** Only the head of the element where its tag is `untilTag`. */
  #read(untilTag?: string): Element {
    return this.#isExplicit
      ? dicomParser.readDicomElementExplicit(this.#stream, [], untilTag)
      : dicomParser.readDicomElementImplicit(this.#stream, untilTag);
  }

  #isLongUnknown(): boolean {
    const vr = this.#bytes.subarray(this.position + 4, this.position + 6);
    return this.#isExplicit && longUnknown.includes(String.fromCharCode(...vr));
  }

  #skipped(): Element {
    const tag = this.peek();
    this.#stream.seek(8);
    const length = this.#stream.readUint32();
    const dataOffset = this.position;
    this.#stream.seek(length);
    return { tag, length, dataOffset };
  }

  #bounded<Value>(read: () => Value): Value {
    this.#stream = this.#streamAt(this.position);
    const end = this.#stream.byteArray.length;
    try {
      const value = read();
      // The library takes the end of the bytes for the end of a sequence.
      if (this.position + 4 > end) throw new RangeError("cut short");
      return value;
    } catch (cause) {
      if (end === this.#bytes.length) throw cause;
      throw brokenSlide(`${this.#name} has a larger element than any slide.`, cause);
    }
  }

  #streamAt(position: number): ByteStream {
    const bytes = this.#bytes.subarray(0, position + largestElementBytes);
    return new dicomParser.ByteStream(dicomParser.littleEndianByteArrayParser, bytes, position);
  }
}
