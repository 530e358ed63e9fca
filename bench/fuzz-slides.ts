import sharp, { type TiffOptions } from "sharp";
import { dicomBytes, smallLevel } from "#test/dicom-file.ts";
import { painting } from "#test/painting.ts";

export interface FuzzSlide {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const picture = () =>
  sharp(painting.data, { raw: { width: painting.width, height: painting.height, channels: 3 } });

/** Small whole slides of every format that is one file. */
export async function fuzzSlides(): Promise<readonly FuzzSlide[]> {
  const tiled = { tile: true, tileWidth: 64, tileHeight: 64, pyramid: true };
  const tiffs: readonly (readonly [string, TiffOptions])[] = [
    ["jpeg.tif", { ...tiled, compression: "jpeg" }],
    ["lzw.tif", { ...tiled, compression: "lzw", predictor: "horizontal" }],
    ["deflate.tif", { ...tiled, compression: "deflate" }],
    ["big.tif", { ...tiled, compression: "jpeg", bigtiff: true }],
    ["strips.tif", { compression: "packbits" }],
    ["webp.tif", { ...tiled, compression: "webp" }],
  ];
  const zip = picture().jpeg().tile({ size: 96, overlap: 2, layout: "dz", container: "zip" });
  return [
    ...(await Promise.all(
      tiffs.map(async ([name, options]) => slideOf(name, await picture().tiff(options).toBuffer())),
    )),
    slideOf("slide.svs", await aperio()),
    slideOf("slide.zip", await zip.toBuffer()),
    slideOf("flat.png", await picture().png().toBuffer()),
    slideOf("flat.jpg", await picture().jpeg().toBuffer()),
    slideOf("flat.webp", await picture().webp().toBuffer()),
    slideOf("native.dcm", dicomBytes(smallLevel, new Uint8Array(6 * 16 * 16 * 3).fill(120))),
  ];
}

/** Aperio's words in the description, as libvips writes it from EXIF. */
async function aperio(): Promise<Buffer> {
  const words = "Aperio Image Library v11 |300x220 (64x64) JPEG/RGB Q=70|AppMag = 20|MPP = 0.5";
  return picture()
    .withExif({ IFD0: { ImageDescription: words } })
    .tiff({ tile: true, tileWidth: 64, tileHeight: 64, pyramid: true, compression: "jpeg" })
    .toBuffer();
}

function slideOf(name: string, bytes: Uint8Array): FuzzSlide {
  return { name, bytes: Uint8Array.from(bytes) };
}
