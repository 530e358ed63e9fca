import * as zarr from "zarrita";
import { damagedLibrary } from "#library/library-faults.ts";
import type { LibraryFiles } from "#library/library-files.ts";

/** The kinds of numbers kept, by their names in Zarr. */
interface Arrays {
  readonly float32: Float32Array;
  readonly float64: Float64Array;
  readonly int32: Int32Array;
  readonly uint32: Uint32Array;
  readonly uint8: Uint8Array;
}

export type ColumnType = keyof Arrays;

/** An array of rows: `names` of its dimensions, `values` row by row. */
export interface Column<Type extends ColumnType = ColumnType> {
  readonly type: Type;
  readonly names: readonly string[];
  readonly shape: readonly number[];
  readonly values: Arrays[Type];
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** About 4 MiB: few files a slide, and a reader of some rows need not take them all. */
const chunkBytes = 2 ** 22;

/** A place for Zarr among the library's files, as zarrita asks for one. */
export type ZarrPlace = ReturnType<typeof placeToWrite>;

export function placeToWrite(files: LibraryFiles, folder: string) {
  return zarr.root({
    get: async (key: string) => (await files.read(folder + key)) ?? undefined,
    set: (key: string, bytes: Uint8Array) => files.write(folder + key, bytes),
  });
}

/** Zarr takes a missing chunk for zeros; here each was written, so that a missing one is damage. */
export function placeToRead(files: LibraryFiles, folder: string): ZarrPlace {
  return zarr.root({
    get: async (key: string) => {
      const bytes = await files.read(folder + key);
      if (bytes === null && !key.endsWith("/zarr.json")) {
        throw damagedLibrary(`${key} of an analysis is missing.`);
      }
      return bytes ?? undefined;
    },
    set: () => Promise.reject(new Error("This place is read only.")),
  });
}

/** Writes the metadata of a group; for the root, last: a group without it does not exist. */
export async function writeGroup(
  place: ZarrPlace,
  path: string,
  attributes: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await zarr.create(place.resolve(path), { attributes });
}

/** Attributes of a group, null where there is none. Throws `library-damaged`. */
export async function readGroup(
  place: ZarrPlace,
  path: string,
): Promise<Readonly<Record<string, unknown>> | null> {
  try {
    return (await zarr.open.v3(place.resolve(path), { kind: "group" })).attrs;
  } catch (thrown) {
    if (zarr.isZarritaError(thrown, "NotFoundError")) return null;
    if (!zarr.isZarritaError(thrown) && !(thrown instanceof SyntaxError)) throw thrown;
    throw damagedLibrary(`${path} of an analysis cannot be read.`, thrown);
  }
}

/** Writes an array uncompressed: embeddings do not shrink, and any reader has the codec. */
export async function writeColumn(place: ZarrPlace, path: string, column: Column): Promise<void> {
  const { type, shape, names, values, attributes = {} } = column;
  const rowBytes = values.BYTES_PER_ELEMENT * shape.slice(1).reduce((a, b) => a * b, 1);
  const rows = Math.max(1, Math.min(shape[0] ?? 1, Math.floor(chunkBytes / Math.max(1, rowBytes))));
  const array = await zarr.create(place.resolve(path), {
    dtype: type as ColumnType,
    shape: [...shape],
    chunkShape: [rows, ...shape.slice(1).map((size) => Math.max(1, size))],
    codecs: [{ name: "bytes", configuration: { endian: "little" } }],
    fillValue: 0,
    dimensionNames: [...names],
    attributes: { ...attributes },
  });
  if (values.length === 0) return;
  await zarr.set(array, null, { data: values, shape: [...shape], stride: stridesOf(shape) });
}

/** Reads an array back. Throws `library-damaged` where it is not whole or of another kind. */
export async function readColumn<Type extends ColumnType>(
  place: ZarrPlace,
  path: string,
  type: Type,
): Promise<Column<Type>> {
  try {
    const array = await zarr.open.v3(place.resolve(path), { kind: "array" });
    const { shape, dimensionNames: names = [], attrs: attributes } = array;
    if (array.dtype !== type) throw damagedLibrary(`${path} holds ${array.dtype}, not ${type}.`);
    if (shape.includes(0)) return { type, names, shape, attributes, values: emptyOf(type) };
    const { data } = await zarr.get(array as zarr.Array<ColumnType>, null);
    return { type, names, shape, attributes, values: data as unknown as Arrays[Type] };
  } catch (thrown) {
    if (!zarr.isZarritaError(thrown) && !(thrown instanceof SyntaxError)) throw thrown;
    throw damagedLibrary(`${path} of an analysis cannot be read.`, thrown);
  }
}

function emptyOf<Type extends ColumnType>(type: Type): Arrays[Type] {
  const arrays: { readonly [Name in ColumnType]: Arrays[Name] } = {
    float32: new Float32Array(),
    float64: new Float64Array(),
    int32: new Int32Array(),
    uint32: new Uint32Array(),
    uint8: new Uint8Array(),
  };
  return arrays[type];
}

/** Elements from one row to the next, in each dimension, row-major. */
function stridesOf(shape: readonly number[]): number[] {
  const strides = shape.map(() => 1);
  for (let at = shape.length - 2; at >= 0; at -= 1) {
    strides[at] = (strides[at + 1] ?? 1) * (shape[at + 1] ?? 1);
  }
  return strides;
}
