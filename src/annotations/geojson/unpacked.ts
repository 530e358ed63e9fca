import { ParaffinError } from "#core/errors.ts";

/** A part of a file's text as bytes, and how many bytes of the file itself were read for it. */
export interface UnpackedChunk {
  readonly chunk: Uint8Array;
  readonly bytes: number;
}

/** The bytes of a file, unpacked where it is gzip, whatever its name says. */
export async function* unpacked(file: Blob): AsyncGenerator<UnpackedChunk, void, undefined> {
  const head = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isPacked = head[0] === 0x1f && head[1] === 0x8b;
  let bytes = 0;
  const counted = file.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform: (chunk, controller) => {
        bytes += chunk.length;
        controller.enqueue(chunk);
      },
    }),
  );
  const stream = isPacked ? counted.pipeThrough(new DecompressionStream("gzip")) : counted;
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(unpackable);
      if (done) return;
      yield { chunk: value, bytes };
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function unpackable(cause: unknown): never {
  const fact = "The packed file breaks off, or is damaged.";
  const remedy = "Export it again, or copy it again from where it came.";
  throw new ParaffinError("geojson-unreadable", fact, remedy, { cause });
}
