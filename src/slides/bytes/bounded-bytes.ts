import { joinBytes } from "./join-bytes.ts";

/** All bytes of a stream, or null once they are more than `limit`: then the rest is not taken. */
export async function boundedBytes(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  limit: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return joinBytes(parts);
    length += value.byteLength;
    parts.push(value);
    if (length > limit) {
      await reader.cancel();
      return null;
    }
  }
}
