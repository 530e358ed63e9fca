import { describe, expect, test } from "vitest";
import type { KeptSlide } from "#library/kept-slide.ts";
import { type FakeFile, fakeFileHandle } from "#test/fake-file-handle.ts";
import { isReachable, originOf, placeOf } from "./slide-place.ts";

const keptAt = (place: KeptSlide["place"]): KeptSlide => ({
  digest: "51de",
  name: "a.svs",
  place,
  openedAt: 0,
  givenScale: null,
  view: null,
});

/** Opens a kept file again; what becomes of it, and what the browser was asked on the way. */
async function openAgain(file: FakeFile) {
  const entry = fakeFileHandle(file);
  const opened = await originOf(keptAt({ kind: "files", entries: [entry] })).catch(
    (thrown: unknown) => thrown,
  );
  return { opened, entry, asked: entry.asked };
}

const stillKept = "What is kept of it is still here.";

describe("a file that is opened from the list", () => {
  test("and may be read already is read, and nobody is asked", async () => {
    const { opened, entry, asked } = await openAgain({ known: "granted" });
    expect(opened).toMatchObject({ kind: "files", entries: [entry] });
    expect(asked).toEqual(["query", "read"]);
  });

  test("and is allowed when asked for is read", async () => {
    const { opened, asked } = await openAgain({ known: "prompt", answer: "granted" });
    expect(asked).toEqual(["query", "request", "read"]);
    const { files } = opened as { readonly files: ReadonlyMap<string, File> };
    expect(await files.get("a.svs")?.text()).toBe("tissue");
  });

  test.each([
    ["refuses", { known: "prompt", answer: "denied" }],
    ["closes the question", { known: "prompt", answer: "prompt" }],
    ["has forbidden it for good", { known: "denied", answer: "denied" }],
    [
      "cannot be asked, for nothing was clicked",
      { known: "prompt", answer: new DOMException("no activation", "SecurityError") },
    ],
    [
      "takes it back meanwhile",
      { known: "granted", fault: new DOMException("no", "NotAllowedError") },
    ],
  ] as const)("and whose reader %s is told how to allow it", async (_, file) => {
    const { opened } = await openAgain(file);
    expect(opened).toMatchObject({
      kind: "slide-unreadable",
      message: `a.svs may not be read. ${stillKept}`,
      remedy: "Open it again and allow the browser to read it.",
    });
  });

  test("and is gone is said to be, with what to do", async () => {
    const cause = new DOMException("no such file", "NotFoundError");
    const { opened } = await openAgain({ known: "granted", fault: cause });
    expect(opened).toMatchObject({
      kind: "slide-unreadable",
      message: `a.svs was moved or deleted. ${stillKept}`,
      remedy: "Choose or drop it where it is now.",
      cause,
    });
  });
});

test("of several files none is read before all may be", async () => {
  const [first, second] = [
    fakeFileHandle({ name: "a.dcm", known: "granted" }),
    fakeFileHandle({ name: "b.dcm", known: "prompt", answer: "denied" }),
  ];
  const place = { kind: "files", entries: [first, second] } as const;
  await expect(originOf(keptAt(place))).rejects.toMatchObject({ kind: "slide-unreadable" });
  expect([first.asked, second.asked]).toEqual([["query"], ["query", "request"]]);
});

test("a browser that asks nobody just reads", async () => {
  const { queryPermission, requestPermission, ...entry } = fakeFileHandle({ known: "prompt" });
  const origin = await originOf(keptAt({ kind: "files", entries: [entry] }));
  expect(origin.kind === "files" && [...origin.files.keys()]).toEqual(["a.svs"]);
});

test("files without an entry to keep are listed, and must be chosen again", async () => {
  const files = new Map([["a.svs", new File([], "a.svs")]]);
  const slide = keptAt(placeOf({ kind: "files", files, micronsPerPixel: null }));
  expect(isReachable(slide)).toBe(false);
  await expect(originOf(slide)).rejects.toMatchObject({
    message: `a.svs is remembered without its file. ${stillKept}`,
    remedy: "Choose or drop the file again.",
  });
});
