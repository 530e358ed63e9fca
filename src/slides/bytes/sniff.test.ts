import { open, readdir } from "node:fs/promises";
import { expect, test } from "vitest";
import { fixture } from "#test/fixtures.ts";
import { sniff, sniffedBytes } from "./sniff.ts";

const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

const deepZoom = `<Image TileSize="254" Overlap="1" Format="jpg"
  xmlns="http://schemas.microsoft.com/deepzoom/2008"><Size Width="1" Height="1"/></Image>`;
const prolog = '<?xml version="1.0" encoding="utf-8"?>\n<!-- exported -->\n';

test.each([
  ["TIFF, little end first", "II*\0\u0008\0\0\0", "tiff"],
  ["TIFF, big end first", "MM\0*\0\0\0\u0008", "tiff"],
  ["BigTIFF, little end first", "II+\0\u0008\0\0\0", "tiff"],
  ["BigTIFF, big end first", "MM\0+\0\u0008\0\0", "tiff"],
  ["DICOM", `${"\0".repeat(128)}DICM\u0002\0`, "dicom"],
  ["DICOM that is a TIFF too", `II*\0${"\0".repeat(124)}DICM`, "dicom"],
  ["zip", "PK\u0003\u0004\u0014\0", "zip"],
  ["Deep Zoom", deepZoom, "dzi"],
  ["Deep Zoom with prolog and byte order mark", `\u00ef\u00bb\u00bf${prolog}${deepZoom}`, "dzi"],
  ["Deep Zoom with a prefix", deepZoom.replace("<Image", "<d:Image"), "dzi"],
  ["IIIF 2", '{ "@context": "http://iiif.io/api/image/2/context.json", "@id": "x"', "iiif"],
  ["IIIF as PHP writes it", '{"protocol":"http:\\/\\/iiif.io\\/api\\/image"', "iiif"],
  ["IIIF 3 by its type", '\n{"id": "x",\n "type": "ImageService3"', "iiif"],
  ["PNG", "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR", "image"],
  ["JPEG", "\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF", "image"],
  ["WebP", "RIFF\0\u0001\0\0WEBPVP8L", "image"],
  ["AVIF", "\0\0\0\u001cftypavif\0\0\0\0avifmif1miaf", "image"],
  ["AVIF among other brands", "\0\0\0\u001cftypmif1\0\0\0\0mif1avifmiaf", "image"],
  ["a phone's HEIC", "\0\0\0\u0018ftypheic\0\0\0\0mif1heic", null],
  ["a film, AVIF only after its brands", "\0\0\0\u0014ftypisom\0\0\0\0mp42avif", null],
  ["a wave file", "RIFF\0\u0001\0\0WAVEfmt ", null],
  ["another XML", '<OME><Image ID="1"/></OME>', null],
  ["another JSON", '{"scenes": []}', null],
  ["a IIIF manifest", '{"@context": "http://iiif.io/api/presentation/3/context.json"', null],
  ["a web page that talks of both", "<!doctype html><p>iiif.io/api/image", null],
  ["nothing", "", null],
])("%s", (_, text, kind) => {
  expect(sniff(bytesOf(text))).toBe(kind);
});

test("a long hostile head is told apart at once", () => {
  const started = performance.now();
  for (const unit of ["<", "<Image ", "{ ", "<?xml", "ftyp"]) {
    expect(sniff(bytesOf(unit.repeat(4096)))).toBeNull();
  }
  expect(performance.now() - started).toBeLessThan(1000);
});

test("what sharp and libvips write is known", async () => {
  const headOf = async (...parts: string[]) => {
    const file = await open(fixture(...parts));
    const { buffer } = await file.read(new Uint8Array(sniffedBytes), 0, sniffedBytes);
    await file.close();
    return buffer;
  };
  const [avif = ""] = (await readdir(fixture("slides-unseen"))).filter((name) =>
    /avif$/.test(name),
  );
  expect(sniff(await headOf("slides-unseen", avif))).toBe("image");
  expect(sniff(await headOf("slides-small", "painted-png.dzi"))).toBe("dzi");
  expect(sniff(await headOf("slides-small", "painted-webp_files", "9", "0_0.webp"))).toBe("image");
});
