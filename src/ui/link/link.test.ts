import { expect, test } from "vitest";
import { type Linked, linkedBy, linkTo } from "./link.ts";

const page = "https://here.org/paraffin/?pack=other/manifest.json&theme=x#part";

const linked: Linked = {
  origin: { kind: "url", url: "https://here.org/paraffin/demo/slide.dzi", micronsPerPixel: null },
  slideName: "slide",
  standpoint: { centre: [1234.56, 780], zoom: 0.25, rotation: 90, isFlipped: true },
  question: "Is there necrosis?",
  patchId: 3,
};

test("a link comes back as what it was made of", () => {
  expect(linkedBy(linkTo(page, linked))).toEqual({
    file: null,
    standpoint: { centre: [1234.6, 780], zoom: 0.25, rotation: 90, isFlipped: true },
    question: "Is there necrosis?",
    patchId: 3,
  });
});

test("the slide is named from the page where it lies beside it, the pack is kept", () => {
  const { searchParams } = new URL(linkTo(page, linked));
  expect(searchParams.get("slide")).toBe("demo/slide.dzi");
  expect(searchParams.get("pack")).toBe("other/manifest.json");
  expect(searchParams.has("theme")).toBe(false);
  const elsewhere = { kind: "url", url: "https://there.org/a.svs", micronsPerPixel: 0.5 } as const;
  const far = new URL(linkTo(page, { ...linked, origin: elsewhere })).searchParams;
  expect([far.get("slide"), far.get("mpp")]).toEqual(["https://there.org/a.svs", "0.5"]);
});

test("a slide of this computer is named, not addressed", () => {
  const origin = { kind: "files", files: new Map(), micronsPerPixel: null } as const;
  const link = linkTo(page, { ...linked, origin, slideName: "biopsy 12.svs" });
  expect(new URL(link).searchParams.has("slide")).toBe(false);
  expect(linkedBy(link).file).toBe("biopsy 12.svs");
});

test("a straight view is said in three numbers", () => {
  const standpoint = { centre: [10, 20], zoom: 2, rotation: 0, isFlipped: false } as const;
  const link = linkTo(page, { ...linked, standpoint });
  expect(new URL(link).searchParams.get("view")).toBe("10,20,2");
});

test.each(["1,2", "1,2,0", "1,2,-1", "1,2,NaN", "a,b,c", "1,,3", "1,2,3,north"])(
  "%s is no view",
  (view) => {
    expect(linkedBy(`https://here.org/?view=${view}`).standpoint).toBeNull();
  },
);

test("an address that asks for nothing links to nothing", () => {
  expect(linkedBy("https://here.org/?patch=x")).toEqual({
    file: null,
    standpoint: null,
    question: null,
    patchId: null,
  });
});
