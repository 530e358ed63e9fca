import { readFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";

/** Tags (group, element) in the little-endian order of the file. */
const TAG = {
  frameHeight: [0x0028, 0x0010],
  frameWidth: [0x0028, 0x0011],
  width: [0x0048, 0x0006],
  height: [0x0048, 0x0007],
  pixels: [0x7fe0, 0x0010],
} as const;
const ITEM_HEADER = 8;

/**
 * Writes the one level of a tiled DICOM file of JPEG frames as a PNG. The file's shared functional
 * groups are missing, so nothing in it says where a frame lies: by eye they run column by column.
 */
export async function joinDicomFrames(path: string, folder: string): Promise<string> {
  const file = await readFile(path);
  const side = [
    file.readUInt16LE(valueAt(file, TAG.frameWidth)),
    file.readUInt16LE(valueAt(file, TAG.frameHeight)),
  ] as const;
  const width = file.readUInt32LE(valueAt(file, TAG.width));
  const height = file.readUInt32LE(valueAt(file, TAG.height));
  const rows = Math.ceil(height / side[1]);
  const overlays = framesOf(file).map((input, index) => ({
    input,
    left: Math.floor(index / rows) * side[0],
    top: (index % rows) * side[1],
  }));
  const whole = { width: Math.ceil(width / side[0]) * side[0], height: rows * side[1] };
  const canvas = sharp({ create: { ...whole, channels: 3, background: "white" } });
  const joined = await canvas.composite(overlays).png().toBuffer();
  const out = join(folder, "slide.png");
  await sharp(joined).extract({ left: 0, top: 0, width, height }).toFile(out);
  return out;
}

/** Where the value of an element of explicit VR begins; these stand once in the file. */
function valueAt(file: Buffer, [group, element]: readonly [number, number]): number {
  const at = file.indexOf(Buffer.from(Uint16Array.of(group, element).buffer));
  if (at < 0) throw new RangeError(`The DICOM file has no (${group}, ${element}).`);
  return at + 8;
}

/** The JPEG files of the encapsulated pixels; the first item is the table of their places. */
function framesOf(file: Buffer): Buffer[] {
  const start = valueAt(file, TAG.pixels) + 4;
  const sizeOf = (at: number) => file.readUInt32LE(at + 4);
  const base = start + ITEM_HEADER + sizeOf(start);
  return Array.from({ length: sizeOf(start) / 4 }, (_, index) => {
    const at = base + file.readUInt32LE(start + ITEM_HEADER + index * 4);
    return file.subarray(at + ITEM_HEADER, at + ITEM_HEADER + sizeOf(at));
  });
}
