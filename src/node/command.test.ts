import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AnsweredRecord } from "#pipeline/export/answer-json.ts";
import { tissueCrop } from "#test/tissue-crop.ts";
import type { AnalysisRecord } from "./analysis-record.ts";
import { runCommand } from "./command.ts";

/** Four patches of drawn tumour. */
const SIDE = 512;
const QUESTION = "What is the diagnosis?";
const NAMES = ["analysis.json", "answer.json", "cells.geojson", "patches.csv"];

let folder = "";
let image = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "paraffin-analyse-"));
  image = join(folder, "crop.png");
  await (await tissueCrop(SIDE)).png().toFile(image);
});
afterAll(() => rm(folder, { recursive: true }));

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly said: string;
}

async function run(args: readonly string[], stopAt?: RegExp): Promise<Ran> {
  const stop = new AbortController();
  let out = "";
  let said = "";
  const write = (text: string) => {
    said += text;
    if (stopAt?.test(said)) stop.abort();
  };
  const code = await runCommand({
    args,
    base: folder,
    out: (text) => (out += text),
    screen: { write, isTerminal: false },
    signal: stop.signal,
  });
  return { code, out, said };
}

describe("a run of the command", () => {
  let ran: Ran;
  let analysis: AnalysisRecord;
  let answer: AnsweredRecord;
  let rows: Record<string, string>[] = [];
  let features: { properties: { classification: { name: string } }; geometry: Ring }[] = [];
  interface Ring {
    readonly coordinates: readonly (readonly (readonly [number, number])[])[];
  }

  beforeAll(async () => {
    const asked = ["--mpp", "0.5", "--cells", "all", "--question", QUESTION, "--out", "found"];
    ran = await run(["crop.png", ...asked]);
    const read = (name: string) => readFile(join(folder, "found", name), "utf8");
    expect((await readdir(join(folder, "found"))).toSorted()).toEqual(NAMES);
    analysis = JSON.parse(await read("analysis.json")) as AnalysisRecord;
    answer = JSON.parse(await read("answer.json")) as AnsweredRecord;
    features = (JSON.parse(await read("cells.geojson")) as { features: typeof features }).features;
    const [head = "", ...lines] = (await read("patches.csv")).trimEnd().split("\r\n");
    const names = head.split(",");
    rows = lines.map((line) =>
      Object.fromEntries(line.split(",").map((value, at) => [names[at] ?? "", value])),
    );
  }, 120_000);

  test("ends with 0, progress on stderr and a summary on stdout", () => {
    expect(ran.code).toBe(0);
    expect(ran.said).toMatch(/9 of 9 models opened[\s\S]*4 of 4 patches encoded/);
    expect(ran.out).toContain("512x512 px, 0.5 um/px (--mpp)");
    expect(ran.out).not.toContain("encoded");
  });

  test("tells the slide, the scale and who said it, the pack, the runtime and the time", () => {
    expect(analysis.slide).toMatchObject({
      name: "crop",
      width: SIDE,
      height: SIDE,
      micronsPerPixel: 0.5,
      micronsPerPixelOrigin: "--mpp",
    });
    expect(analysis.pack.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(analysis.provider).toMatchObject({
      provider: "cpu",
      runtime: expect.stringContaining("onnxruntime-node"),
    });
    expect(analysis.suitability).toMatchObject({
      verdict: expect.stringMatching(/^(suitable|unsuitable|unknown)$/),
      reason: expect.any(String),
    });
    const { total, ...steps } = analysis.milliseconds;
    expect(Object.keys(steps)).toEqual(
      expect.arrayContaining(["slide", "models", "tissue", "patches", "regions", "cells"]),
    );
    const sum = Object.values(steps).reduce((all, ms) => all + ms, 0);
    expect(Math.abs(sum - (total ?? 0))).toBeLessThan(20);
  });

  test("counts the patches that the table lists and the cells that the file holds", () => {
    const having = (decision: string) => rows.filter((row) => row["decision"] === decision).length;
    expect(rows).toHaveLength(analysis.counts.patches);
    expect(having("kept")).toBe(analysis.counts.kept);
    expect(having("no tissue")).toBe(analysis.counts.noTissue);
    expect(having("redundant")).toBe(analysis.counts.redundant);
    expect(having("not relevant")).toBe(analysis.counts.notRelevant);
    expect(features).toHaveLength(analysis.counts.cells);
    for (const [name, count] of Object.entries(analysis.counts.cellsByClass)) {
      const own = features.filter(({ properties }) => properties.classification.name === name);
      expect(own).toHaveLength(count);
    }
  });

  test("finds cells on the image and nowhere else", () => {
    expect(features.length).toBeGreaterThan(50); // four patches of solid tumour
    const points = features.flatMap(({ geometry }) => geometry.coordinates[0] ?? []);
    expect(points.flat().every((value) => value >= 0 && value <= SIDE)).toBe(true);
  });

  test("answers with the patches of the table under the same ids", () => {
    expect(answer.question).toBe(QUESTION);
    expect(answer.settings).toMatchObject({
      decoding: "greedy",
      pack: { name: analysis.pack.name },
    });
    expect(answer.patches).toHaveLength(analysis.counts.kept);
    for (const { patch, rect, relevance } of answer.patches) {
      const row = rows.find(({ id }) => id === patch);
      expect(Number(row?.["x"])).toBe(rect.x);
      expect(Number(row?.["y"])).toBe(rect.y);
      expect(Math.abs(Number(row?.["relevance"]) - relevance)).toBeLessThan(1e-6);
    }
    const given = new Set(answer.patches.map(({ patch }) => patch));
    const cited = answer.sentences.flatMap(({ citations }) => citations);
    expect(cited.every(({ patch, rect }) => given.has(patch) && rect !== null)).toBe(true);
  });

  test("without a question finds the cells of what the pack's own words keep", async () => {
    const { code } = await run(["crop.png", "--mpp", "0.5", "--out", "unasked"]);
    expect(code).toBe(0);
    const read = (name: string) => readFile(join(folder, "unasked", name), "utf8");
    const { question, text } = JSON.parse(await read("answer.json")) as AnsweredRecord;
    expect([question, text]).toEqual([null, null]);
    const { counts } = JSON.parse(await read("analysis.json")) as AnalysisRecord;
    expect(counts.kept).toBeGreaterThan(0);
    expect(counts.cells).toBeGreaterThan(0);
  });
});

describe("a run that cannot be whole", () => {
  test("for want of a scale ends with 2, says what to do and leaves no file", async () => {
    const { code, said, out } = await run(["crop.png", "--out", "none"]);
    expect(code).toBe(2);
    expect(said).toMatch(/does not say how many microns a pixel is[\s\S]*Give --mpp/);
    expect(out).toBe("");
    expect(await readdir(folder)).not.toContain("none");
  });

  test("for wrong options ends with 2 and shows how it is called", async () => {
    const { code, said } = await run(["crop.png"]);
    expect(code).toBe(2);
    expect(said).toContain("npm run analyse --");
    expect(await run(["--help"])).toMatchObject({
      code: 0,
      said: "",
      out: expect.stringContaining("npm run analyse --"),
    });
  });

  test("for a pack that is not there ends with 1", async () => {
    const { code, said } = await run(["crop.png", "--mpp", "0.5", "--pack", "no", "--out", "none"]);
    expect(code).toBe(1);
    expect(said).toContain("manifest.json cannot be read");
    expect(await readdir(folder)).not.toContain("none");
  });

  test("for it was stopped ends with 130 and leaves no file", async () => {
    const asked = ["crop.png", "--mpp", "0.5", "--cells", "all", "--out", "stopped"];
    const { code, said } = await run(asked, /4 of 4 patches/);
    expect(code).toBe(130);
    expect(said).toContain("Stopped. No file was written.");
    expect(await readdir(folder)).not.toContain("stopped");
  });
});
