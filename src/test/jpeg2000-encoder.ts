import createOpenJpeg from "@cornerstonejs/codec-openjpeg/wasmjs";
import type { RgbImage } from "#slides/slide-source.ts";

/** A codestream of OpenJPEG without loss. */
export async function encodeJpeg2000({ width, height, data }: RgbImage): Promise<Uint8Array> {
  const openJpeg = await createOpenJpeg({ print: () => undefined, printErr: () => undefined });
  const encoder = new openJpeg.J2KEncoder();
  const frame = { width, height, bitsPerSample: 8, componentCount: 3, isSigned: false };
  encoder.getDecodedBuffer(frame).set(data);
  encoder.setDecompositions(2); // More than a small frame halves is refused.
  encoder.setQuality(true, 0);
  encoder.encode();
  return Uint8Array.from(encoder.getEncodedBuffer());
}
