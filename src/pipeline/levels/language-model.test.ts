import { describe, expect, test } from "vitest";
import type { VisualTokens } from "#pipeline/models.ts";
import { tinyManifest } from "#test/fake-models.ts";
import { fakeSession } from "#test/fake-session.ts";
import { createLanguageModel } from "./language-model.ts";
import { float32 } from "./session.ts";
import type { TextTokenizer } from "./tokenizer.ts";

const SPECIALS = ["<stop>", "[P1]", "[P2]", "[P3]", "[P]"];
const TEXT = ["yes", "no", ".", "Q", "A", "red", " ", " cells", " epithelial", " region"];
const NUMBERS = [0, 1, 2, 3, 5, 8].map((number) => ` ${number}`);
const WORDS = [...SPECIALS, ...TEXT, ...NUMBERS, " in 0.03 mm2"];
const WIDTH = tinyManifest.dimensions.llm;
const ROW = 4; // keys and values of one layer and head of 2

const tokenizer: TextTokenizer = {
  encode: (text) => (WORDS.includes(text) ? [id(text)] : text.split(" ").map(id)),
  decode: (ids) => ids.map((id) => WORDS[id]).join(" "),
  specials: new Map(SPECIALS.map((word) => [word, WORDS.indexOf(word)])),
};

const id = (word: string): number => WORDS.indexOf(word);

type Floats = { readonly data: Float32Array; readonly shape: readonly number[] };

/** Logits in which the words are likelier the earlier they stand. */
function preferring(...words: readonly string[]): Float32Array {
  const logits = new Float32Array(WORDS.length).fill(-10);
  for (const [rank, word] of words.entries()) logits[id(word)] = 5 - rank;
  return logits;
}

/** A decoder that prefers what the script says, run by run; a row of its cache is its place. */
function scriptedLevel(script: readonly Float32Array[], context = 64) {
  const pasts: number[][] = [];
  let run = 0;
  const decoder = fakeSession((feeds) => {
    const { data, shape } = feeds["past"] as Floats;
    const length = shape[0] ?? 0;
    pasts.push([...data].filter((_, at) => at % ROW === 0));
    const added = (feeds["inputs_embeds"] as Floats).shape[1] ?? 0;
    const places = Array.from({ length: added * ROW }, (_, at) => length + Math.floor(at / ROW));
    const logits = script[Math.min(run++, script.length - 1)] ?? new Float32Array();
    return {
      logits: float32(logits, 1, WORDS.length),
      support: float32(new Float32Array([0.1 * run, 0, 0.2 * run]), 3),
      present: float32(new Float32Array(places), added, ROW),
    };
  });
  const embedding = fakeSession((feeds) => {
    const ids = [...(feeds["input_ids"] as { data: BigInt64Array }).data].map(Number);
    return { embeddings: float32(rows(ids), 1, ids.length, WIDTH) };
  });
  const projectors = fakeSession((feeds) => {
    const projected = ["slide", "regions", "patches", "cells"].map((name) => {
      const { shape, data } = feeds[name] as { shape: readonly number[]; data: Float32Array };
      const width = shape[1] ?? 1;
      const firsts = Array.from({ length: shape[0] ?? 0 }, (_, row) => data[row * width] ?? 0);
      return [`z_${name}`, float32(rows(firsts), firsts.length, WIDTH)] as const;
    });
    const outputs = Object.fromEntries(projected);
    return { ...outputs, keys: outputs["z_patches"] ?? float32(rows([]), 0, WIDTH) };
  });
  const manifest = { ...tinyManifest, llm: { ...tinyManifest.llm, context } };
  const model = createLanguageModel({ projectors, embedding, decoder, tokenizer, manifest });
  return { model, decoder, embedding, projectors, pasts };
}

/** Rows [n, WIDTH] that all hold the number they stand for. */
function rows(numbers: readonly number[]): Float32Array {
  return new Float32Array(numbers.flatMap((number) => Array(WIDTH).fill(number)));
}

const vector = (value: number) => new Float32Array([value, 0]);
const visual: VisualTokens = {
  slide: vector(-1),
  regions: [
    {
      embedding: vector(-2),
      patches: [
        { id: 3, patch: vector(-3), cell: vector(-4), counts: [2, 3] },
        { id: 1, patch: vector(-5), cell: vector(-6), counts: [3, 0] },
      ],
    },
  ],
};

describe("the language model", () => {
  test("is given the visual tokens in the paper's order, then the question", async () => {
    const { model, decoder } = scriptedLevel([preferring("<stop>")]);
    const { promptTokens } = await model.generate(visual, "red");
    const embeds = decoder.runs[0]?.["inputs_embeds"] as Floats;
    const firsts = [...embeds.data].filter((_, index) => index % WIDTH === 0);
    const counts = (name: string, cells: string, epithelial: string) => [
      id(cells) + id(name) + id(" cells"),
      id(epithelial) + id(name) + id(" epithelial"),
    ];
    const patch = (name: string, patchToken: number, cellToken: number) => [
      id(name),
      id(name) + patchToken,
      id(name) + cellToken,
    ];
    const expected = [
      -1,
      id(" 1") + id(" region") - 2,
      ...patch("[P3]", -3, -4),
      ...counts("[P3]", " 5", " 3"),
      ...patch("[P1]", -5, -6),
      ...counts("[P1]", " 3", " 0"),
      id("[P]"),
      ...counts("[P]", " 8", " 3"),
      id(" in 0.03 mm2"),
      ...[id("Q"), id("red"), id("A")],
    ];
    expect(firsts).toEqual(expected);
    expect(promptTokens).toBe(firsts.length);
  });

  test("is given the key of each patch at the place of its id, named as the patch and by its region", async () => {
    const { model, decoder } = scriptedLevel([preferring("<stop>")]);
    await model.generate(visual, "red");
    const keys = decoder.runs[0]?.["patch_keys"] as Floats;
    const firsts = [...keys.data].filter((_, index) => index % WIDTH === 0);
    const names = (name: string) => 2 * (id(name) + id(" 1"));
    expect(firsts).toEqual([-5 + names("[P1]"), 0, -3 + names("[P3]")]);
  });

  test("blind, it is given the question alone", async () => {
    const { model, projectors } = scriptedLevel([preferring("<stop>")]);
    expect((await model.generate(null, "red")).promptTokens).toBe(3);
    expect(projectors.runs).toHaveLength(0);
  });

  test("writes until the stop token and streams the text so far", async () => {
    const script = [preferring("yes"), preferring("[P3]"), preferring("."), preferring("<stop>")];
    const { model } = scriptedLevel(script);
    const texts: string[] = [];
    const generated = await model.generate(visual, "red", { onText: (text) => texts.push(text) });
    expect(generated).toMatchObject({ text: "yes [P3] .", stopped: "end", newTokens: 3 });
    expect(texts).toEqual(["yes", "yes [P3]", "yes [P3] ."]);
  });

  test("notes the support of every id it cites, as it was when the id was written", async () => {
    const script = [
      preferring("[P3]"),
      preferring("yes"),
      preferring("[P1]"),
      preferring("<stop>"),
    ];
    const { citations } = await scriptedLevel(script).model.generate(visual, "red");
    const support = (value: number) => expect.closeTo(value, 6);
    expect(citations).toEqual([
      { id: 3, support: support(0.2) },
      { id: 1, support: support(0.3) },
    ]);
  });

  test("cites the patches that the question names, in its order, and no others", async () => {
    const script = [
      preferring("[P3]"),
      preferring("[P3]"),
      preferring("[P3]"),
      preferring("<stop>"),
    ];
    const { model, decoder } = scriptedLevel(script);
    const { text } = await model.generate(visual, "[P1] [P3]");
    expect(text).toBe("[P1] [P3] [P3]");
    const { promptTokens } = await scriptedLevel([preferring("<stop>")]).model.generate(
      visual,
      "red",
    );
    const lengths = decoder.runs.map((feeds) => (feeds["inputs_embeds"] as Floats).shape[1]);
    expect(lengths[0]).toBe(promptTokens + 1 + 2 * 4); // two names for one word, four rows each
  });

  test("does not cite a patch twice in one run of citations", async () => {
    const both = preferring("[P3]", "[P1]", "yes");
    const script = [both, preferring(" "), both, both, both, preferring("<stop>")];
    const { citations, text } = await scriptedLevel(script).model.generate(visual, "red");
    expect(citations.map(({ id }) => id)).toEqual([3, 1, 3]);
    expect(text).toBe("[P3]   [P1] yes [P3]");
  });

  test("never writes the id of a patch that was not given", async () => {
    const { model } = scriptedLevel([preferring("[P2]", "no"), preferring("<stop>")]);
    expect((await model.generate(visual, "red")).text).toBe("no");
  });

  test("blind, it writes no id at all", async () => {
    const script = [preferring("[P1]", "[P2]", "[P3]", "yes"), preferring("<stop>")];
    expect((await scriptedLevel(script).model.generate(null, "red")).text).toBe("yes");
  });

  test("stops at its length", async () => {
    const { model } = scriptedLevel([preferring("yes")]);
    const generated = await model.generate(null, "red", { maxTokens: 4 });
    expect(generated).toMatchObject({ newTokens: 4, stopped: "length", text: "yes yes yes yes" });
  });

  test("a stop between tokens keeps the text so far", async () => {
    const { model } = scriptedLevel([preferring("yes")]);
    const stop = new AbortController();
    const generated = await model.generate(null, "red", {
      signal: stop.signal,
      onText: (text) => text === "yes yes" && stop.abort(),
    });
    expect(generated).toMatchObject({ text: "yes yes", stopped: "person" });
  });

  test("a stop before the first word rejects", async () => {
    const { model } = scriptedLevel([preferring("yes")]);
    const signal = AbortSignal.abort(new DOMException("stopped", "AbortError"));
    await expect(model.generate(null, "red", { signal })).rejects.toMatchObject({
      name: "AbortError",
    });
  });

  test("a stop asked by a message is heard between tokens", async () => {
    const { model } = scriptedLevel([preferring("yes")], 200_000);
    const stop = new AbortController();
    const options = {
      signal: stop.signal,
      maxTokens: 100_000,
      onText: (text: string) => text === "yes" && setTimeout(() => stop.abort(), 0),
    };
    expect((await model.generate(null, "red", options)).stopped).toBe("person");
  });

  test("the KV cache grows by what each run has read, and the next answer begins anew", async () => {
    const { model, pasts } = scriptedLevel([
      preferring("yes"),
      preferring("no"),
      preferring("<stop>"),
    ]);
    await model.generate(null, "red");
    expect(pasts).toEqual([[], [0, 1, 2], [0, 1, 2, 3]]);
    await model.generate(null, "red");
    expect(pasts[3]).toEqual([]);
  });

  test("two answers asked at once are written one after the other", async () => {
    const { model, pasts } = scriptedLevel([preferring("yes"), preferring("<stop>")]);
    const answers = await Promise.all([model.generate(null, "red"), model.generate(null, "red")]);
    expect(answers.map(({ stopped }) => stopped)).toEqual(["end", "end"]);
    expect(pasts).toEqual([[], [0, 1, 2], []]);
  });

  test("a long prompt is prefilled in runs of at most 256 tokens", async () => {
    const { model, decoder } = scriptedLevel([preferring("<stop>")], 2048);
    await model.generate(null, Array(600).fill("red").join(" "));
    const lengths = decoder.runs.map(
      (feeds) => (feeds["inputs_embeds"] as { shape: readonly number[] }).shape[1],
    );
    expect(lengths).toEqual([256, 256, 90]);
  });

  test("a question too long for the context is cut at its end", async () => {
    const { model } = scriptedLevel([preferring("<stop>")]);
    const { promptTokens } = await model.generate(null, Array(90).fill("red").join(" "));
    expect(promptTokens).toBeLessThanOrEqual(64 - 16);
    expect(promptTokens).toBeGreaterThan(30);
  });

  test("a seed repeats a drawn text", async () => {
    const even = new Float32Array(WORDS.length).fill(0);
    even[id("<stop>")] = -9;
    const draw = async (seed: number) =>
      (
        await scriptedLevel([even]).model.generate(visual, "red", {
          temperature: 1,
          seed,
          maxTokens: 20,
        })
      ).text;
    expect(await draw(1)).toBe(await draw(1));
    expect(await draw(1)).not.toBe(await draw(2));
  });
});
