import { expect, test } from "vitest";
import type { PromptWords } from "./count-rows.ts";
import { promptSlots } from "./prompt.ts";

const vector = new Float32Array(1);
const patch = (id: number, ...counts: readonly number[]) => ({
  id,
  patch: vector,
  cell: vector,
  counts,
});

/** Tokens are remembered by the order in which they were asked for. */
function fakeWords() {
  const texts: string[] = [];
  const tokenId = (text: string): number => {
    if (!texts.includes(text)) texts.push(text);
    return texts.indexOf(text);
  };
  const words: PromptWords = {
    anyPatch: "[P]",
    stopToken: "<stop>",
    regionWord: " region",
    counts: [
      { word: " cells", cellClass: null },
      { word: " spindle", cellClass: "spindle" },
    ],
    cellClasses: [
      { name: "epithelial", colour: "#000000" },
      { name: "spindle", colour: "#000000" },
    ],
    tokenId,
    encode: (text) => [tokenId(text)],
    textOf: (id) => texts[id] ?? "",
    patchSquareMillimetres: 0.016384,
  };
  return { words, text: (id: number) => texts[id] ?? "?" };
}

test("slide, then each region with its patches and their counts, then all counts, then the text", () => {
  const visual = {
    slide: vector,
    regions: [
      { embedding: vector, patches: [patch(2, 4, 1), patch(1, 0, 0)] },
      { embedding: vector, patches: [] },
      { embedding: vector, patches: [patch(7, 1200, 60)] },
    ],
  };
  const { words, text } = fakeWords();
  const question = words.tokenId("Why?");
  const order = promptSlots(visual, [question], words).map((slot) => {
    const named = slot.named.map((id) => `+${text(id)}`).join("");
    if (slot.kind === "token") return `${text(slot.id)}${named}`;
    return slot.kind === "slide" ? "slide" : `${slot.kind} ${slot.index}${named}`;
  });
  expect(order).toEqual([
    "slide",
    "region 0+ 1+ region",
    "[P2]",
    "patch 0+[P2]",
    "cell 0+[P2]",
    " 5+[P2]+ cells",
    " 1+[P2]+ spindle",
    "[P1]",
    "patch 1+[P1]",
    "cell 1+[P1]",
    " 0+[P1]+ cells",
    " 0+[P1]+ spindle",
    "region 1+ 2+ region",
    "region 2+ 3+ region",
    "[P7]",
    "patch 2+[P7]",
    "cell 2+[P7]",
    " 1300+[P7]+ cells",
    " 60+[P7]+ spindle",
    "[P]",
    " 1300+[P]+ cells",
    " 61+[P]+ spindle",
    " in 0.05 mm2",
    "Why?",
  ]);
});

test("a patch or a numbered region that the question names brings its rows with it", () => {
  const visual = {
    slide: vector,
    regions: [
      { embedding: vector, patches: [patch(2, 4, 1)] },
      { embedding: vector, patches: [patch(7, 0, 0)] },
    ],
  };
  const { words, text } = fakeWords();
  const asked = ["Is", "[P7]", " 2", " Region", " 2", " region", " 3", "[P9]"];
  const before = promptSlots(visual, [], words).length;
  const slots = promptSlots(visual, asked.map(words.tokenId), words).slice(before);
  const order = slots.map((slot) => {
    const named = slot.named.map((id) => `+${text(id)}`).join("");
    if (slot.kind === "token") return `${text(slot.id)}${named}`;
    return slot.kind === "slide" ? "slide" : `${slot.kind} ${slot.index}${named}`;
  });
  const brought = ["patch 1+[P7]", "cell 1+[P7]", " 0+[P7]+ cells", " 0+[P7]+ spindle"];
  expect(order).toEqual([
    "Is",
    "[P7]",
    ...brought,
    ...[" 2", " Region", " 2", "region 1+ 2+ region", " region", " 3", "[P9]"],
  ]);
});

test("a slide without a kept patch counts nothing", () => {
  const { words } = fakeWords();
  const slots = promptSlots({ slide: vector, regions: [] }, [5], words);
  expect(slots.map(({ kind }) => kind)).toEqual(["slide", "token"]);
});

test("what stands in an option is named by its letter, up to the end of the question", () => {
  const { words, text } = fakeWords();
  const asked = ["Is", " A", " fat", " A", ")", " fat", " B", ")", " glands", "<stop>", "?"];
  const slots = promptSlots(null, asked.map(words.tokenId), words);
  const letters = slots.map(({ named }) => named.map(text).join());
  const [a, b] = [" A", " B"];
  expect(letters).toEqual(["", "", "", a, a, a, b, b, b, "", ""]);
});

test("blind is the text alone", () => {
  expect(promptSlots(null, [5], fakeWords().words)).toEqual([{ kind: "token", id: 5, named: [] }]);
});
