import { describe, expect, test } from "vitest";
import type { PackFileName } from "#packs/manifest.ts";
import { float32, type InferenceSession } from "#pipeline/levels/session.ts";
import { type FakeSession, fakeSession } from "#test/fake-session.ts";
import { chooseProvider, type GraphFile } from "./choose-provider.ts";
import type { Adapter, Provider, Runtime, Threads } from "./runtime.ts";

/** How a provider behaves: what it answers instead of 1, how long a run takes, why it cannot. */
interface Behaviour {
  readonly answer?: number;
  readonly ms?: number;
  readonly broken?: string;
}

const GPU: Adapter = { kind: "gpu", name: "nvidia hopper" };
const right = { answer: 1, ms: 1 };

function fakeRuntime(
  behaviours: Readonly<Record<Provider, Behaviour>>,
  adapter: Adapter = GPU,
  threads: Threads = { count: 2, reason: null },
) {
  const clock = { ms: 0 };
  const opened: { provider: Provider; session: FakeSession; bytes: number }[] = [];
  const runtime: Runtime = {
    adapter: async () => adapter,
    threads: () => threads,
    async open({ bytes }, provider): Promise<InferenceSession> {
      const { answer = 1, ms = 1, broken } = behaviours[provider];
      if (broken) throw new Error(broken);
      const session = fakeSession(() => {
        clock.ms += ms;
        return { y: float32(new Float32Array([answer]), 1) };
      });
      opened.push({ provider, session, bytes: bytes.byteLength });
      return session;
    },
  };
  return { runtime, opened, now: () => clock.ms };
}

const test1 = {
  inputs: { x: { type: "float32" as const, shape: [1], data: [0] } },
  outputs: { y: { shape: [1], stride: 1, data: [1] } },
  tolerance: 1e-4,
};
const graph = (name: PackFileName, bytes = 8): GraphFile => ({
  name,
  bytes: new ArrayBuffer(bytes),
  test: test1,
});
const graphs = [graph("patch-encoder"), graph("text-encoder")];

function choose(...asked: Parameters<typeof fakeRuntime>) {
  const fake = fakeRuntime(...asked);
  return { ...fake, choice: chooseProvider(fake.runtime, graphs, fake.now) };
}

describe("where a level runs", () => {
  test.each(["no GPU adapter", "software adapter (google swiftshader)"])(
    "on WASM with %s, and WebGPU is not even tried",
    async (reason) => {
      const { choice, opened } = choose({ webgpu: right, wasm: right }, { kind: "none", reason });
      expect(await choice).toMatchObject({
        provider: "wasm",
        threads: 2,
        reason: `WASM: ${reason}`,
      });
      expect(opened.map(({ provider }) => provider)).toEqual(["wasm", "wasm"]);
    },
  );

  test("on WASM when WebGPU gives wrong numbers, with the measured error in words", async () => {
    const { choice, opened } = choose({ webgpu: { answer: 1.27 }, wasm: right });
    expect(await choice).toMatchObject({
      provider: "wasm",
      reason:
        "WASM: WebGPU gave wrong numbers for the patch-encoder: relative error 0.27, at most 0.0001 is right (nvidia hopper)",
    });
    expect(opened[0]?.session.released).toBe(true);
  });

  test("on WASM when WebGPU cannot open a graph, with its own words", async () => {
    const { choice } = choose({ webgpu: { broken: "shader did not compile" }, wasm: right });
    expect((await choice).reason).toContain("shader did not compile");
    expect((await choice).provider).toBe("wasm");
  });

  test("on WebGPU when that is faster; the WASM sessions are released", async () => {
    const { choice, opened } = choose({ webgpu: { ms: 2 }, wasm: { ms: 9 } });
    expect(await choice).toMatchObject({
      provider: "webgpu",
      reason: "WebGPU is faster: 4.0 ms on WebGPU (nvidia hopper), 18.0 ms on WASM",
    });
    const released = opened.map(({ provider, session }) => [provider, session.released]);
    expect(released).toEqual([
      ["webgpu", false],
      ["webgpu", false],
      ["wasm", true],
      ["wasm", true],
    ]);
  });

  test("on WASM when a small level is faster there", async () => {
    const { choice, opened } = choose({ webgpu: { ms: 9 }, wasm: { ms: 2 } });
    expect(await choice).toMatchObject({ provider: "wasm", threads: 2 });
    expect(opened[0]?.session.released).toBe(true);
  });

  test("on WebGPU when only that is right", async () => {
    const { choice } = choose({ webgpu: { ms: 9 }, wasm: { answer: 2 } });
    expect((await choice).provider).toBe("webgpu");
  });

  test("a level too large to open twice stays on a right WebGPU unmeasured", async () => {
    const { runtime, opened, now } = fakeRuntime({ webgpu: { ms: 9 }, wasm: right });
    const large = { ...graph("llm-decoder"), bytes: new ArrayBuffer(65e6) };
    const choice = await chooseProvider(runtime, [large], now);
    expect(choice).toMatchObject({ provider: "webgpu", reason: "WebGPU: nvidia hopper" });
    expect(opened.map(({ provider }) => provider)).toEqual(["webgpu"]);
  });

  test("nowhere when WASM is wrong too: the level fails as wrong", async () => {
    const { choice, opened } = choose({ webgpu: { answer: 3 }, wasm: { answer: 2 } });
    await expect(choice).rejects.toMatchObject({
      kind: "model-wrong",
      message: expect.stringContaining("relative error 1.0"),
    });
    expect(opened.every(({ session }) => session.released)).toBe(true);
  });

  test("one thread is told with its reason", async () => {
    const alone = { count: 1, reason: "one thread, for the page is not cross-origin isolated" };
    const none: Adapter = { kind: "none", reason: "no GPU adapter" };
    const { choice } = choose({ webgpu: right, wasm: right }, none, alone);
    expect(await choice).toMatchObject({
      threads: 1,
      reason: "WASM: no GPU adapter; one thread, for the page is not cross-origin isolated",
    });
  });

  test("every graph has its session", async () => {
    const { choice } = choose({ webgpu: right, wasm: right });
    expect([...(await choice).sessions.keys()]).toEqual(["patch-encoder", "text-encoder"]);
  });

  test("a graph with a form for WASM is opened in it there, and as it is on the GPU", async () => {
    const { runtime, opened, now } = fakeRuntime({ webgpu: right, wasm: right });
    const wide = { ...graph("llm-decoder"), onWasm: () => ({ bytes: new ArrayBuffer(99) }) };
    await chooseProvider(runtime, [wide], now);
    expect(opened.map(({ provider, bytes }) => [provider, bytes])).toEqual([
      ["webgpu", 8],
      ["wasm", 99],
    ]);
  });
});
