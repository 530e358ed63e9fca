import { expect, test } from "vitest";
import { annotationFiles, filesOfDrop, filesOfInput } from "./dropped-files.ts";

/** A file system of the browser's kind; directories hand out two entries at a time. */
function entryOf(path: string, children?: readonly FileSystemEntry[]): FileSystemEntry {
  const name = path.split("/").at(-1) ?? "";
  const base = { name, fullPath: path, isFile: children === undefined };
  if (children === undefined) {
    const file = (done: (file: File) => void) => done(new File([path], name));
    return { ...base, isDirectory: false, file } as unknown as FileSystemEntry;
  }
  const createReader = () => {
    const left = [...children];
    return { readEntries: (done: (batch: FileSystemEntry[]) => void) => done(left.splice(0, 2)) };
  };
  return { ...base, isDirectory: true, createReader } as unknown as FileSystemEntry;
}

const tiles = (under: string) =>
  entryOf(`${under}/a_files`, [
    entryOf(`${under}/a_files/0`, [entryOf(`${under}/a_files/0/0_0.jpeg`)]),
    entryOf(`${under}/a_files/1`, [entryOf(`${under}/a_files/1/0_0.jpeg`)]),
    entryOf(`${under}/a_files/vips-properties.xml`),
  ]);

const expected = [
  "a.dzi",
  "a_files/0/0_0.jpeg",
  "a_files/1/0_0.jpeg",
  "a_files/vips-properties.xml",
];

const pathsOf = (origin: Awaited<ReturnType<typeof filesOfDrop>>) =>
  origin.kind === "files" ? [...origin.files.keys()].toSorted() : [];

test("the paths of one dropped folder begin below it, however many batches it takes", async () => {
  const folder = entryOf("/case", [entryOf("/case/a.dzi"), tiles("/case")]);
  expect(pathsOf(await filesOfDrop([folder]))).toEqual(expected);
});

test("a .dzi dropped beside its tiles keeps the names dropped", async () => {
  expect(pathsOf(await filesOfDrop([entryOf("/a.dzi"), tiles("")]))).toEqual(expected);
});

test("the paths of a chosen folder begin below it", () => {
  const files = expected.map((path) =>
    Object.assign(new File([], path), { webkitRelativePath: `case/${path}` }),
  );
  expect(pathsOf(filesOfInput(files))).toEqual(expected);
});

test("GeoJSON by its name is no slide, packed or not, unless another file came with it", () => {
  const dropped = (...names: readonly string[]) =>
    annotationFiles(names.map((name) => new File([], name))).map(({ name }) => name);
  for (const name of ["a.geojson", "b.json", "C.GEOJSON.GZ", "d.json.gz"]) {
    expect(dropped(name)).toEqual([name]);
  }
  expect(dropped("a.svs")).toEqual([]);
  expect(dropped("a.dcm", "a.json")).toEqual([]);
  expect(dropped("geojson", "a.json.svs", "a.gz")).toEqual([]);
});
