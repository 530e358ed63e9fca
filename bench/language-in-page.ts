import { expandWeights } from "#pipeline/levels/expand-weights.ts";
import { filledValues } from "#pipeline/levels/self-test.ts";
import { float32, type InferenceSession, type Tensors } from "#pipeline/levels/session.ts";
import { manifestInBrowser, packFileInBrowser } from "#test/pack-in-browser.ts";
import { createOnnxRuntime } from "#workers/runtime/onnx-runtime.ts";
import type { Graph } from "#workers/runtime/runtime.ts";
import { type DecoderSpeed, decoderSpeed, median, timed } from "./decoder-speed.ts";

export interface InPage {
  readonly threads: number;
  readonly int4: DecoderSpeed;
  readonly wide: DecoderSpeed;
  /** Milliseconds that expanding the weights takes when the level is loaded. */
  readonly expanding: number;
  /** Milliseconds of one layer's attention over 512 tokens. */
  readonly writtenOut: number;
  readonly grouped: number;
}

const runtime = createOnnxRuntime({ threads: "all" });

/** The language model on WASM, as a worker runs it. */
export async function measureInPage(): Promise<InPage> {
  const manifest = await manifestInBrowser();
  const decoder = await packFileInBrowser(manifest, "llm-decoder");
  const expanding = await timed(async () => expandWeights(decoder, manifest.llm.wide));
  const bytes = expandWeights(decoder, manifest.llm.wide);
  const weights = { name: manifest.llm.wide.weights, bytes };
  const wide = { bytes: await packFileInBrowser(manifest, "llm-decoder-wide"), weights };
  const speed = (graph: Graph) => onWasm(graph, (session) => decoderSpeed(session, manifest));
  return {
    threads: runtime.threads().count,
    expanding,
    wide: await speed(wide),
    int4: await speed({ bytes: decoder }),
    writtenOut: await attention("written-out"),
    grouped: await attention("grouped"),
  };
}

async function onWasm<Value>(
  graph: Graph,
  work: (session: InferenceSession) => Promise<Value>,
): Promise<Value> {
  const session = await runtime.open(graph, "wasm");
  return work(session).finally(() => session.release());
}

/** One layer over a prompt: queries [6, 512, 64], keys and values [2, 512, 64]. */
async function attention(name: string): Promise<number> {
  const bytes = await (await fetch(`/bench/graphs/${name}.onnx`)).arrayBuffer();
  const tokens = 512;
  const rows = (heads: number, seed: number) =>
    float32(filledValues(tokens * heads * 64, seed, 2, -1), 1, tokens, heads * 64);
  const feeds: Tensors = { q: rows(6, 1), k: rows(2, 2), v: rows(2, 3) };
  return onWasm({ bytes }, async (session) => {
    const spent: number[] = [];
    for (let run = 0; run < 9; run += 1) spent.push(await timed(() => session.run(feeds)));
    return median(spent.slice(2));
  });
}
