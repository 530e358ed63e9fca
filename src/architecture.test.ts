import { expect, test } from "vitest";
import { libraryOf, linesOf, ownFile, pathsIn, shippedFiles } from "#test/source-files.ts";

/** Each layer may import itself and what stands before it, types included. */
const layers = [
  "core",
  "slides",
  "packs",
  "pipeline",
  "annotations",
  "library",
  "workers",
  "engine",
  "stores",
  "ui",
  "node",
];

/** The page's own layers: what runs in Node does without them. */
const pageLayers = ["library", "workers", "engine", "stores", "ui"];

/** The only places that import a library as values; one that is not here is not used. */
const doors: Readonly<Record<string, readonly string[]>> = {
  "@cornerstonejs/codec-openjpeg": ["src/slides/openjpeg.ts", "workers/pixels.worker.ts"],
  "@huggingface/tokenizers": ["src/pipeline/levels/tokenizer.ts"],
  "@zip.js/zip.js": ["src/slides/dzi/zip-directory.ts", "src/library/export/"],
  comlink: ["src/core/wire.ts", "src/engine/", "workers/"],
  "dicom-parser": ["src/slides/dicom/data-set-parser.ts"],
  "fast-xml-parser": ["src/slides/"],
  flatbush: ["src/ui/overlay/cell-picker.ts"],
  geotiff: ["src/slides/tiff/"],
  i18next: ["src/ui/language/"],
  idb: ["src/library/idb-records.ts"],
  node: ["src/node/"],
  "onnxruntime-node": ["src/node/node-runtime.ts"],
  "onnxruntime-web": ["workers/runtime/"],
  openseadragon: ["src/ui/viewer/"],
  react: ["src/ui/", "src/main.tsx"],
  "react-dom": ["src/ui/", "src/main.tsx"],
  sharp: ["src/node/"],
  valibot: ["src/slides/", "src/packs/", "src/pipeline/levels/", "src/library/"],
  zarrita: ["src/library/zarr/"],
  zustand: ["src/stores/", "src/ui/session/"],
};

const files = shippedFiles();

const layerOf = (path: string): string | undefined =>
  layers.find((layer) => path.startsWith(layer === "workers" ? "workers/" : `src/${layer}/`));

const ownImports = files.flatMap(({ path, imports }) =>
  imports.flatMap(({ specifier, isType }) => {
    const target = ownFile(specifier, path);
    return target === null ? [] : [{ path, specifier, target, isType }];
  }),
);

test("the source is where the layers are, but for the page's entry", () => {
  const outside = files.filter(({ path }) => layerOf(path) === undefined).map(({ path }) => path);
  expect(outside.filter((path) => path !== "src/main.tsx")).toEqual([]);
  expect(new Set(files.map(({ path }) => layerOf(path)))).toEqual(new Set([...layers, undefined]));
});

test("each layer imports only itself and what stands before it", () => {
  const upward = ownImports.filter(({ path, target }) => {
    const from = layerOf(path);
    const to = layerOf(target);
    return from !== undefined && layers.indexOf(to ?? "") > layers.indexOf(from);
  });
  expect(upward.map(({ path, target }) => `${path} -> ${target}`)).toEqual([]);
});

test("what runs in Node knows nothing of the page", () => {
  const ofPage = ownImports.filter(
    ({ path, target }) => layerOf(path) === "node" && pageLayers.includes(layerOf(target) ?? ""),
  );
  expect(ofPage.map(({ path, target }) => `${path} -> ${target}`)).toEqual([]);
});

test("nothing shipped imports the support of tests", () => {
  const fromTests = ownImports.filter(({ target }) => layerOf(target) === undefined);
  expect(fromTests.map(({ path, target }) => `${path} -> ${target}`)).toEqual([]);
});

test("no import climbs: ./x.ts from its own folder down, #layer/x.ts elsewhere", () => {
  const climbing = ownImports.filter(({ specifier }) => specifier.includes("../"));
  expect(climbing.map(({ path, specifier }) => `${path}: ${specifier}`)).toEqual([]);
});

test("each library has one door", () => {
  const libraries = files.flatMap(({ path, imports }) =>
    imports
      .filter(({ specifier, isType }) => !isType && ownFile(specifier, path) === null)
      .map(({ specifier }) => ({ path, library: libraryOf(specifier) })),
  );
  const outside = libraries.filter(
    ({ path, library }) => !(doors[library] ?? []).some((door) => path.startsWith(door)),
  );
  expect(outside.map(({ path, library }) => `${path} -> ${library}`)).toEqual([]);
});

test("no file imports itself in a circle, not even for types", () => {
  expect(findCircle()).toEqual([]);
});

test("no file is longer than 300 lines", () => {
  const paths = [
    ...["src", "workers", "e2e", "bench"].flatMap((folder) =>
      pathsIn(folder, [".ts", ".tsx", ".css"]),
    ),
    ...pathsIn("training", [".py"]),
  ];
  expect(paths.filter((path) => linesOf(path) > 300)).toEqual([]);
});

/** The files of one circle of imports, or none. */
function findCircle(): readonly string[] {
  const targets = new Map<string, string[]>();
  for (const { path, target } of ownImports) {
    targets.set(path, [...(targets.get(path) ?? []), target]);
  }
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): readonly string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return [];
    for (const target of targets.get(path) ?? []) {
      const circle = visit(target, [...trail, path]);
      if (circle.length > 0) return circle;
    }
    done.add(path);
    return [];
  };
  for (const { path } of files) {
    const circle = visit(path, []);
    if (circle.length > 0) return circle;
  }
  return [];
}
