import { describe, expect, test } from "vitest";
import type { VisualTokens } from "#pipeline/models.ts";
import { tinyManifest } from "#test/fake-models.ts";
import { type FakeHeld, fakeSession } from "#test/fake-session.ts";
import { createLanguageModel } from "./language-model.ts";
import { type Feeds, float32 } from "./session.ts";
import type { TextTokenizer } from "./tokenizer.ts";

const WORDS = ["<stop>", "[P1]", "[P2]", "[P3]", "yes", "no", ".", "Q", "A", "red"];
const SPECIALS = ["<stop>", "[P1]", "[P2]", "[P3]"];
const WIDTH = tinyManifest.dimensions.llm;

const tokenizer: TextTokenizer = {
  encode: (text) => text.split(" ").map((word) => WORDS.indexOf(word)),
  decode: (ids) => ids.map((id) => WORDS[id]).join(" "),
  specials: new Map(SPECIALS.map((word) => [word, WORDS.indexOf(word)])),
};

const id = (word: string): number => WORDS.indexOf(word);

/** Logits in which the words are likelier the earlier they stand. */
function preferring(...words: readonly string[]): Float32Array {
  const logits = new Float32Array(WORDS.length).fill(-10);
  for (const [rank, word] of words.entries()) logits[id(word)] = 5 - rank;
  return logits;
}

/** A decoder that prefers what the script says, run by run; its KV cache counts what it has seen. */
function scriptedLevel(script: readonly Float32Array[], context = 64) {
  const held: FakeHeld[] = [];
  const past = (feeds: Feeds): number => {
    const keys = feeds["past_keys"];
    if (keys?.type === "held") held.push(keys as FakeHeld);
    const tensor = keys?.type === "held" ? (keys as FakeHeld).tensor : keys;
    return tensor?.shape[2] ?? 0;
  };
  let run = 0;
  const decoder = fakeSession((feeds) => {
    const embeds = feeds["inputs_embeds"];
    const seen = past(feeds) + (embeds?.type === "float32" ? (embeds.shape[1] ?? 0) : 0);
    const cache = float32(new Float32Array(seen * 2), 1, 1, seen, 2);
    const logits = script[Math.min(run++, script.length - 1)] ?? new Float32Array();
    return {
      logits: float32(logits, 1, WORDS.length),
      present_keys: cache,
      present_values: cache,
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
  return { model, decoder, embedding, projectors, held };
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
        { id: 3, patch: vector(-3), cell: vector(-4) },
        { id: 1, patch: vector(-5), cell: vector(-6) },
      ],
    },
  ],
};

describe("the language model", () => {
  test("is given the visual tokens in the paper's order, then the question", async () => {
    const { model, decoder } = scriptedLevel([preferring("<stop>")]);
    const { promptTokens } = await model.generate(visual, "red");
    const embeds = decoder.runs[0]?.["inputs_embeds"] as { data: Float32Array };
    const firsts = [...embeds.data].filter((_, index) => index % WIDTH === 0);
    const text = [id("Q"), id("red"), id("A")];
    const third = [id("[P3]"), id("[P3]") - 3, id("[P3]") - 4]; // the id, then its tokens with it
    const first = [id("[P1]"), id("[P1]") - 5, id("[P1]") - 6];
    expect(firsts).toEqual([-1, -2, ...third, ...first, ...text]);
    expect(promptTokens).toBe(firsts.length);
  });

  test("is given the key of each patch at the place of its id", async () => {
    const { model, decoder } = scriptedLevel([preferring("<stop>")]);
    await model.generate(visual, "red");
    const keys = decoder.runs[0]?.["patch_keys"] as { data: Float32Array };
    const firsts = [...keys.data].filter((_, index) => index % WIDTH === 0);
    expect(firsts).toEqual([-5, 0, -3]); // P1, no P2, P3
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

  test("notes the probability of every id it cites", async () => {
    const logits = new Float32Array(WORDS.length).fill(Number.NEGATIVE_INFINITY);
    logits[id("[P3]")] = Math.log(3);
    logits[id("no")] = 0;
    const { model } = scriptedLevel([logits, preferring("<stop>")]);
    const { citations } = await model.generate(visual, "red");
    expect(citations).toEqual([{ id: 3, probability: expect.closeTo(0.75, 6) }]);
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

  test("the KV cache passes from run to run and each one is disposed", async () => {
    const script = [preferring("yes"), preferring("no"), preferring("<stop>")];
    const { model, decoder, held } = scriptedLevel(script);
    await model.generate(null, "red");
    const seen = held.map(({ tensor }) => tensor.shape[2]);
    expect(seen).toEqual([3, 4]);
    expect(decoder.runs[0]?.["past_keys"]).toMatchObject({ type: "float32", shape: [1, 1, 0, 2] });
    expect(held.map(({ disposed }) => disposed)).toEqual([true, true]);
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
