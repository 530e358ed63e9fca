/** How the frames of an instance are stored. */
export type Coding = "native" | "jpeg" | "jpeg2000";

/** What is read, by transfer syntax (DICOM PS3.6, table A-1). */
const codings: ReadonlyMap<string, Coding> = new Map([
  ["1.2.840.10008.1.2", "native"],
  ["1.2.840.10008.1.2.1", "native"],
  ["1.2.840.10008.1.2.4.50", "jpeg"],
  ["1.2.840.10008.1.2.4.51", "jpeg"],
  ["1.2.840.10008.1.2.4.90", "jpeg2000"],
  ["1.2.840.10008.1.2.4.91", "jpeg2000"],
]);

/** Names of what is not read, so that a person learns what the file is. */
const names: ReadonlyMap<string, string> = new Map([
  ["1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian"],
  ["1.2.840.10008.1.2.2", "Explicit VR Big Endian"],
  ["1.2.840.10008.1.2.4.57", "lossless JPEG"],
  ["1.2.840.10008.1.2.4.70", "lossless JPEG"],
  ["1.2.840.10008.1.2.4.80", "JPEG-LS"],
  ["1.2.840.10008.1.2.4.81", "JPEG-LS"],
  ["1.2.840.10008.1.2.4.92", "JPEG 2000 Part 2"],
  ["1.2.840.10008.1.2.4.93", "JPEG 2000 Part 2"],
  ["1.2.840.10008.1.2.4.94", "JPIP Referenced"],
  ["1.2.840.10008.1.2.4.95", "JPIP Referenced Deflate"],
  ["1.2.840.10008.1.2.4.110", "JPEG XL"],
  ["1.2.840.10008.1.2.4.111", "JPEG XL"],
  ["1.2.840.10008.1.2.4.112", "JPEG XL"],
  ["1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000"],
  ["1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000"],
  ["1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000"],
  ["1.2.840.10008.1.2.4.205", "JPIP HTJ2K Referenced Deflate"],
  ["1.2.840.10008.1.2.5", "RLE Lossless"],
]);

/** Syntaxes whose attributes themselves are deflated or big endian. */
const unparsable = [
  "1.2.840.10008.1.2.1.99",
  "1.2.840.10008.1.2.2",
  "1.2.840.10008.1.2.4.95",
  "1.2.840.10008.1.2.4.205",
];

export function codingOf(syntax: string): Coding | null {
  return codings.get(syntax) ?? null;
}

export function syntaxName(syntax: string): string {
  return names.get(syntax) ?? `transfer syntax ${syntax}`;
}

/** Whether the attributes are little endian and not compressed. */
export function isParsable(syntax: string): boolean {
  return !unparsable.includes(syntax);
}

/** Only Implicit VR Little Endian leaves the value representations out. */
export function isExplicit(syntax: string): boolean {
  return syntax !== "1.2.840.10008.1.2";
}
