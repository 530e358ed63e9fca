import { describe, expect, test } from "vitest";
import { openNodeSession } from "#node/node-runtime.ts";
import { openDiskPack } from "#node/pack-on-disk.ts";
import type { PackFileName } from "#packs/manifest.ts";
import { GRAPHS, LEVELS } from "./level-files.ts";
import { parseSelfTest, selfTestError } from "./self-test.ts";
import type { InferenceSession } from "./session.ts";

const pack = openDiskPack();
const known = parseSelfTest(pack.read("self-test"));
const graphs: readonly PackFileName[] = LEVELS.flatMap((level) => GRAPHS[level]);

/** The graph with one value of one output moved by a hundredth of the largest. */
function withPerturbedOutput(session: InferenceSession): InferenceSession {
  return {
    ...session,
    async run(feeds) {
      const outputs = await session.run(feeds);
      const [name, tensor] = Object.entries(outputs)[0] ?? [];
      if (name === undefined || tensor?.type !== "float32") throw new TypeError("no output");
      const data = tensor.data.slice();
      data[0] = (data[0] ?? 0) + 0.05 * Math.max(...data.map(Math.abs));
      return { ...outputs, [name]: { ...tensor, data } };
    },
  };
}

describe("the pack's graphs give Python's numbers on onnxruntime-node", () => {
  test("every graph of every level has known answers", () => {
    expect(graphs.filter((name) => !known.has(name))).toEqual([]);
  });

  test.each(graphs)("%s, and a perturbed output is caught", async (name) => {
    const graph = known.get(name);
    if (graph === undefined) throw new Error(`no known answers of ${name}`);
    const session = await openNodeSession(pack.read(name));
    expect(await selfTestError(session, graph)).toBeLessThanOrEqual(graph.tolerance);
    const perturbed = await selfTestError(withPerturbedOutput(session), graph);
    expect(perturbed).toBeGreaterThan(graph.tolerance);
    await session.release();
  });
});
