import { brokenSlide } from "#slides/slide-faults.ts";
import { type ByteSource, largestReadBytes } from "./byte-source.ts";

/** Throws `slide-unreadable` unless the bytes lie in the file and are few enough to be held. */
export function assertInside(
  { name, size }: Pick<ByteSource, "name" | "size">,
  offset: number,
  length: number,
): void {
  const isRange = Number.isSafeInteger(offset) && Number.isSafeInteger(length);
  if (!isRange || offset < 0 || length < 0 || offset + length > size) {
    throw brokenSlide(
      `${name} refers to bytes ${offset} to ${offset + length}, but has only ${size}: it is cut short or damaged.`,
    );
  }
  if (length > largestReadBytes) {
    throw brokenSlide(`${name} asks for ${length} bytes in one piece: it is damaged.`);
  }
}
