import * as v from "valibot";
import { unreadableSlide } from "#slides/slide-faults.ts";
import { xmlParser } from "#slides/xml-parser.ts";

/** What a .dzi file says: Deep Zoom, schemas.microsoft.com/deepzoom/2008 and 2009. */
export interface DeepZoomHeader {
  /** Level-0 size in pixels. */
  readonly width: number;
  readonly height: number;
  /** Side of a tile in pixels, without the overlap that it shows of each neighbour. */
  readonly tileSize: number;
  readonly tileOverlap: number;
  /** As written: it is the tiles' file extension too. */
  readonly tileFormat: string;
}

/** Four times the largest scanner's slide; beyond it a header is a mistake or an attack. */
const largestSide = 2 ** 21;
const integer = (least: number, most: number) =>
  v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number), v.minValue(least), v.maxValue(most));

const schema = v.object({
  Image: v.object({
    TileSize: integer(16, 4096),
    Overlap: integer(0, 128),
    Format: v.pipe(v.string(), v.regex(/^(jpe?g|png|webp)$/i)),
    Size: v.object({ Width: integer(1, largestSide), Height: integer(1, largestSide) }),
  }),
});

const parser = xmlParser();

/** Throws `slide-unreadable`, naming the field that is wrong; `file` is named in the message. */
export function parseDzi(xml: string, file: string): DeepZoomHeader {
  const parsed = v.safeParse(schema, parseXml(xml, file));
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const field = v.getDotPath(issue) ?? "Image";
    throw unreadableSlide(`${file} is not a Deep Zoom image: ${field}: ${issue.message}`);
  }
  const { Size, TileSize, Overlap, Format } = parsed.output.Image;
  if (Overlap >= TileSize) {
    throw unreadableSlide(
      `${file} is not a Deep Zoom image: an overlap of ${Overlap} in tiles of ${TileSize}`,
    );
  }
  return {
    width: Size.Width,
    height: Size.Height,
    tileSize: TileSize,
    tileOverlap: Overlap,
    tileFormat: Format,
  };
}

function parseXml(xml: string, file: string): unknown {
  try {
    return parser.parse(xml);
  } catch (cause) {
    throw unreadableSlide(`${file} is not XML, so not a Deep Zoom image`, cause);
  }
}
