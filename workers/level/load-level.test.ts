import { describe, expect, test } from "vitest";
import type { PackFileName } from "#packs/manifest.ts";
import { float32 } from "#pipeline/levels/session.ts";
import { tinyManifest } from "#test/fake-models.ts";
import { fakeSession } from "#test/fake-session.ts";
import type { Graph, Runtime } from "#workers/runtime/runtime.ts";
import { loadableLevel } from "./load-level.ts";

const json = (value: unknown): ArrayBuffer =>
  new TextEncoder().encode(JSON.stringify(value)).buffer as ArrayBuffer;

const known = {
  inputs: {},
  outputs: { y: { shape: [1], stride: 1, data: [1] } },
  tolerance: 1e-4,
};

function setUp(answer = 1) {
  const opened: Graph[] = [];
  const runtime: Runtime = {
    adapter: async () => ({ kind: "none", reason: "no GPU adapter" }),
    threads: () => ({ count: 1, reason: null }),
    async open(graph) {
      opened.push(graph);
      return fakeSession(() => ({ y: float32(new Float32Array([answer]), 1) }));
    },
  };
  const level = loadableLevel(
    {
      graphs: ["region-encoder"],
      onWasm: {
        "region-encoder": ({ file, manifest }) => ({
          bytes: file("region-encoder").slice(4),
          weights: { name: manifest.name, bytes: new Uint8Array(2) },
        }),
      },
      build: ({ session, manifest }) => ({
        name: manifest.name,
        graph: session("region-encoder"),
      }),
    },
    runtime,
  );
  return { level, opened };
}

const files = (tests: unknown) =>
  new Map<PackFileName, ArrayBuffer>([
    ["region-encoder", new ArrayBuffer(8)],
    ["self-test", json(tests)],
  ]);

describe("a loadable level", () => {
  test("loads once its graphs give right numbers, and says where it runs", async () => {
    const { level, opened } = setUp();
    const loaded = await level.load(files({ "region-encoder": known }), tinyManifest);
    expect(loaded).toEqual({ provider: "wasm", threads: 1, reason: "WASM: no GPU adapter" });
    expect(level.model().name).toBe("tiny");
    expect(opened).toHaveLength(1);
  });

  test("on WASM a graph is opened in the form that is fast there", async () => {
    const { level, opened } = setUp();
    await level.load(files({ "region-encoder": known }), tinyManifest);
    const weights = { name: "tiny", bytes: new Uint8Array(2) };
    expect(opened).toEqual([{ bytes: new ArrayBuffer(4), weights }]);
  });

  test("has no model before it is loaded", () => {
    expect(() => setUp().level.model()).toThrow("before it was loaded");
  });

  test("wrong numbers are no loaded level", async () => {
    const { level } = setUp(3);
    const load = level.load(files({ "region-encoder": known }), tinyManifest);
    await expect(load).rejects.toMatchObject({ kind: "model-wrong" });
    expect(() => level.model()).toThrow();
  });

  test("a graph without known answers is not trusted", async () => {
    const load = setUp().level.load(files({}), tinyManifest);
    await expect(load).rejects.toMatchObject({
      kind: "pack-unreadable",
      message: expect.stringContaining("region-encoder"),
    });
  });

  test("a file that was not handed over is named", async () => {
    const load = setUp().level.load(new Map(), tinyManifest);
    await expect(load).rejects.toMatchObject({ message: expect.stringContaining("self-test") });
  });

  test("it answers pings before and after", async () => {
    await expect(setUp().level.ping()).resolves.toBeUndefined();
  });
});
