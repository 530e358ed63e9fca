export type FileKind = "tiff" | "dicom" | "zip" | "dzi" | "iiif" | "image";

/** How many first bytes of a file `sniff` looks at. */
export const sniffedBytes = 512;

/** What a file is by its first bytes, whatever its name says; null where it is nothing known here. */
export function sniff(head: Uint8Array): FileKind | null {
  // Latin-1: each byte is one character.
  const text = String.fromCharCode(...head.subarray(0, sniffedBytes));
  if (text.startsWith("DICM", 128)) return "dicom"; // PS3.10, 7.1; before it may stand a TIFF's head.
  if (/^(II[*+]\0|MM\0[*+])/.test(text)) return "tiff";
  if (text.startsWith("PK\u0003\u0004")) return "zip";
  if (isImage(text)) return "image";
  const document = text.replace(/^\u00ef\u00bb\u00bf/, "").trimStart();
  if (document.startsWith("<") && isDeepZoom(document)) return "dzi";
  if (document.startsWith("{") && isIiif(document)) return "iiif";
  return null;
}

function isDeepZoom(xml: string): boolean {
  return /<([\w-]+:)?Image\s/.test(xml) && xml.includes("schemas.microsoft.com/deepzoom");
}

/** Some servers write each slash as `\/`. */
function isIiif(json: string): boolean {
  return /iiif\.io\\?\/api\\?\/image|"ImageService3"/.test(json);
}

function isImage(text: string): boolean {
  const isJpeg = text.startsWith("\u00ff\u00d8\u00ff");
  const isPng = text.startsWith("\u0089PNG\r\n\u001a\n");
  const isWebp = text.startsWith("RIFF") && text.startsWith("WEBP", 8);
  return isJpeg || isPng || isWebp || isAvif(text);
}

/** An ISO file whose `ftyp` box names AVIF among its brands (AV1 Image File Format, 6.3). */
function isAvif(text: string): boolean {
  if (!text.startsWith("ftyp", 4)) return false;
  const length = text.charCodeAt(2) * 256 + text.charCodeAt(3);
  return /^.{8}(.{4})*?avi[fs]/s.test(text.slice(0, length));
}
