import { ParaffinError } from "#core/errors.ts";
import type { Manifest, PackFileName } from "#packs/manifest.ts";
import type { LevelService, PackFiles } from "#pipeline/levels/level-service.ts";
import { parseSelfTest } from "#pipeline/levels/self-test.ts";
import type { InferenceSession } from "#pipeline/levels/session.ts";
import { chooseProvider, type GraphFile } from "#workers/runtime/choose-provider.ts";
import type { Graph, Runtime } from "#workers/runtime/runtime.ts";

export interface LevelFiles {
  readonly file: (name: PackFileName) => ArrayBuffer;
  readonly manifest: Manifest;
}

/** What a model is built from once the level's graphs are open. */
export interface LevelParts extends LevelFiles {
  readonly session: (name: PackFileName) => InferenceSession;
}

export interface LevelRecipe<Model> {
  readonly graphs: readonly PackFileName[];
  /** Graphs that run faster on WASM in another form. */
  readonly onWasm?: Readonly<Partial<Record<PackFileName, (files: LevelFiles) => Graph>>>;
  readonly build: (parts: LevelParts) => Model;
}

export interface LoadableLevel<Model> extends LevelService {
  /** The loaded model; throws before `load`. */
  model(): Model;
}

/** The part of a worker that every level shares: open the graphs where they compute right. */
export function loadableLevel<Model>(
  recipe: LevelRecipe<Model>,
  runtime: Runtime,
): LoadableLevel<Model> {
  let loaded: Model | null = null;
  return {
    async load(files, manifest) {
      const file = (name: PackFileName): ArrayBuffer => fileOf(files, name);
      const choice = await chooseProvider(runtime, graphFiles(recipe, { file, manifest }));
      const session = (name: PackFileName): InferenceSession => {
        const found = choice.sessions.get(name);
        if (found === undefined) throw new RangeError(`The level has no graph ${name}.`);
        return found;
      };
      loaded = recipe.build({ session, file, manifest });
      return { provider: choice.provider, threads: choice.threads, reason: choice.reason };
    },
    ping: () => Promise.resolve(),
    model() {
      if (loaded === null) throw new Error("The level was asked before it was loaded.");
      return loaded;
    },
  };
}

function graphFiles({ graphs, onWasm = {} }: LevelRecipe<unknown>, files: LevelFiles): GraphFile[] {
  const tests = parseSelfTest(files.file("self-test"));
  return graphs.map((name) => {
    const test = tests.get(name);
    if (test === undefined) throw unreadable(`self-test.json has no known answers of ${name}`);
    const form = onWasm[name];
    const graph = { name, bytes: files.file(name), test };
    return form ? { ...graph, onWasm: () => form(files) } : graph;
  });
}

function fileOf(files: PackFiles, name: PackFileName): ArrayBuffer {
  const bytes = files.get(name);
  if (bytes === undefined) throw unreadable(`the file ${name} was not handed over`);
  return bytes;
}

function unreadable(fact: string): ParaffinError {
  return new ParaffinError(
    "pack-unreadable",
    `The pack cannot be loaded: ${fact}.`,
    "Load another pack, or export this one again.",
  );
}
