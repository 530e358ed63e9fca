import { describe, expect, test } from "vitest";
import { openDiskPack } from "#node/pack-on-disk.ts";
import { parseSelfTest } from "./self-test.ts";
import { createTokenizer } from "./tokenizer.ts";

const pack = openDiskPack();
const tokenizer = createTokenizer(pack.read("llm-tokenizer"));

describe("the pack's tokenizers", () => {
  test("give the ids that Python gave for the text encoder's self-test", () => {
    const inputs = parseSelfTest(pack.read("self-test")).get("text-encoder")?.inputs["input_ids"];
    const known = inputs && "data" in inputs ? inputs.data : [];
    const length = pack.manifest.textEncoder.maxTokens;
    for (const [row, text] of ["tumour necrosis", "benign glands"].entries()) {
      const ids = createTokenizer(pack.read("tokenizer")).encode(text);
      const padding = Array(length - ids.length).fill(0);
      expect([...ids, ...padding]).toEqual(known.slice(row * length, (row + 1) * length));
    }
  });

  test("every patch id and the stop token are one token", () => {
    const marks = Array.from(
      { length: pack.manifest.filter.keepPerSlide },
      (_, at) => `[P${at + 1}]`,
    );
    for (const mark of [...marks, pack.manifest.llm.stopToken]) {
      expect(tokenizer.encode(mark)).toEqual([tokenizer.specials.get(mark)]);
    }
  });

  test("numbers and the words beside them are one token", () => {
    const { counts, regionWord, anyPatch } = pack.manifest.llm;
    const numbers = [...Array(1000).keys(), 1000, 1100, 9900].map((number) => ` ${number}`);
    const texts = [...numbers, ...counts.map(({ word }) => word), regionWord, anyPatch];
    expect(texts.filter((text) => tokenizer.encode(text).length !== 1)).toEqual([]);
  });

  test.each([
    "Tumour is present [P3] [P9]. It is 7.5 \u00b5m wide .",
    "<|im_start|>user\nWhat does [P64] show?<|im_end|>\n",
  ])("what is encoded is decoded to the letter: %j", (text) => {
    expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
  });

  test("a file that is no tokenizer is refused", () => {
    expect(() => createTokenizer(new TextEncoder().encode("3").buffer as ArrayBuffer)).toThrow();
  });
});
