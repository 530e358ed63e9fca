import { beforeEach, describe, expect, test, vi } from "vitest";
import { ParaffinError } from "#core/errors.ts";
import type { AnalyseOptions, SlideOrigin } from "#engine/engine.ts";
import type { KeptParts } from "#library/kept-slide.ts";
import { newerLibrary } from "#library/library-faults.ts";
import { packDigest } from "#library/pack-digest.ts";
import { readAnalysis } from "#library/zarr/read-analysis.ts";
import { fakeManifest } from "#test/fake-answer.ts";
import { settled } from "#test/fake-engine.ts";
import { analyseKept, fileOf as file, openKept, visitOf } from "#test/library-visit.ts";
import { type MemoryLibrary, memoryLibrary } from "#test/memory-library.ts";
import type { OpenSession } from "#test/open-session.ts";
import { fakeSlide } from "#test/pink-slide.ts";
import { tinyAnalysis } from "#test/tiny-analysis.ts";

const annotation = {
  id: "6f1c",
  geometry: { kind: "point", points: [[10, 20]] },
  name: "here",
  classification: null,
  note: "",
  isLocked: false,
} as const;
const view = {
  centre: [512, 256],
  zoom: 0.5,
  rotation: 90,
  isFlipped: false,
  size: { width: 100, height: 100 },
  bounds: { x: 0, y: 0, width: 10, height: 10 },
} as const;

let library: MemoryLibrary;

/** A page of its own over the one library. */
const visit = (openLibrary = async () => library): OpenSession => visitOf(openLibrary);

const open = (page: OpenSession, origin: SlideOrigin, scale = 0.5) =>
  openKept(page, origin, fakeSlide({ micronsPerPixel: scale === 0 ? null : scale }));

async function askOnce(page: OpenSession, question: string): Promise<void> {
  const { engine, session } = page;
  await analyseKept(page);
  session.ask(question);
  await vi.waitFor(() => engine.call("ask").resolve());
  await settled();
}

const parts = (): Partial<KeptParts> => [...library.kept.values()][0] ?? {};

beforeEach(() => {
  library = memoryLibrary();
});

describe("a slide that was opened before", () => {
  test("has its marks, its conversation and its view in place on the next visit", async () => {
    const first = visit();
    await open(first, file("tissue"));
    await askOnce(first, "Where are the lymphocytes?");
    first.stores.annotations.getState().annotationsLoaded([annotation]);
    first.stores.view.getState().viewMoved(view);
    await first.session.keeper.flush();
    await first.session.dispose();

    const second = visit();
    const jumped = vi.fn();
    await open(second, file("tissue", "renamed.svs"));
    expect(second.stores.annotations.getState().annotations).toEqual([annotation]);
    const { turns } = second.stores.conversation.getState();
    expect(turns.map(({ question }) => question)).toEqual(["Where are the lymphocytes?"]);
    expect(turns[0]?.main).toEqual(first.stores.conversation.getState().turns[0]?.main);
    expect(second.stores.view.getState().shownTurn).toBe(turns[0]?.id);
    second.stores.view.getState().cameraReady({ jumpTo: jumped } as never);
    second.stores.view.getState().viewMoved({ ...view, zoom: 9 });
    await settled();
    expect(jumped).toHaveBeenCalledWith(expect.objectContaining({ zoom: 0.5, rotation: 90 }));
    expect(library.kept.size).toBe(1);
  });

  test("loses nothing that was marked before the kept marks were there", async () => {
    const first = visit();
    await open(first, file("tissue"));
    first.stores.annotations.getState().annotationsLoaded([annotation]);
    await first.session.keeper.flush();
    await first.session.dispose();
    const second = visit();
    const early = { ...annotation, id: "early" };
    second.stores.slide.subscribe(({ state }) => {
      if (state.kind === "open") second.stores.annotations.getState().annotationsLoaded([early]);
    });
    void second.session.openSlide(file("tissue"));
    await settled();
    second.engine.call("slide").resolve(fakeSlide({ micronsPerPixel: 0.5 }));
    await vi.waitFor(() => expect(second.stores.library.getState().keptDigest).not.toBeNull());
    await second.session.keeper.flush();
    expect(parts().annotations?.map(({ id }) => id)).toEqual([annotation.id, "early"]);
  });

  test("has the scale that was given by hand, and is not asked for it again", async () => {
    const first = visit();
    await open(first, { ...file("tissue"), micronsPerPixel: null }, 0);
    await first.session.giveScale(0.25);
    await first.session.keeper.flush();
    expect(parts().slide?.givenScale).toBe(0.25);
    await first.session.dispose();
    const second = visit();
    await open(second, { ...file("tissue"), micronsPerPixel: null }, 0);
    const { state } = second.stores.slide.getState();
    expect(state).toMatchObject({ slide: { description: { micronsPerPixel: 0.25 } } });
  });

  test("is analysed from what was kept", async () => {
    const first = visit();
    await open(first, file("tissue"));
    void first.session.loadPack();
    await settled();
    first.engine.call("pack").resolve();
    await vi.waitFor(() => first.engine.call("analysis"));
    const { shelf } = first.engine.call("analysis").options as AnalyseOptions;
    expect(await shelf?.take()).toBeNull();
    await shelf?.keep(tinyAnalysis);
    expect(await shelf?.take()).toEqual(tinyAnalysis);
    const digest = first.stores.library.getState().keptDigest ?? "";
    const key = {
      slideName: "",
      slideDigest: digest,
      packDigest: await packDigest(fakeManifest),
      micronsPerPixel: 0.5,
    };
    expect(await readAnalysis(library.files, key)).toEqual(tinyAnalysis);
  });

  test("when forgotten leaves nothing, and nothing comes back of what still waited", async () => {
    const first = visit();
    await open(first, file("tissue"));
    const digest = first.stores.library.getState().keptDigest ?? "";
    await library.files.write(`analysis/${digest}/pack/zarr.json`, new Uint8Array(1));
    first.stores.annotations.getState().annotationsLoaded([annotation]);
    await first.session.keeper.forget([digest]);
    first.stores.annotations.getState().annotationsLoaded([]);
    await first.session.keeper.flush();
    expect(library.kept.size).toBe(0);
    expect(library.files.kept.size).toBe(0);
    expect(first.stores.library.getState()).toMatchObject({ slides: [], keptDigest: null });
    expect(library.held.size).toBe(0);
  });
});

describe("what goes wrong", () => {
  test("a picture that cannot be made is told beside the slide, which is kept without", async () => {
    const page = visit();
    const slide = fakeSlide({ micronsPerPixel: 0.5 });
    const read = async () => {
      throw new ParaffinError("slide-tile-missing", "Tile 0, 0 is not there.", "Look again.");
    };
    await openKept(page, file("tissue"), { ...slide, source: { ...slide.source, read } });
    page.stores.annotations.getState().annotationsLoaded([annotation]);
    await page.session.keeper.flush();
    expect(parts()).toMatchObject({
      slide: { name: "fake", pictureFault: "Tile 0, 0 is not there." },
      annotations: [annotation],
    });
    expect(parts().thumbnail).toBeUndefined();
    page.stores.view.getState().viewMoved(view);
    await page.session.keeper.flush();
    expect(parts().slide).toMatchObject({
      view: { zoom: 0.5 },
      pictureFault: "Tile 0, 0 is not there.",
    });
    await page.session.keeper.refresh();
    const [listed] = page.stores.library.getState().slides;
    expect(listed?.pictureFault).toBe("Tile 0, 0 is not there.");
  });

  test("a full storage is said, the page goes on, and the change is written once there is room", async () => {
    const page = visit();
    await open(page, file("tissue"));
    library.fault = new DOMException("no room", "QuotaExceededError");
    page.stores.annotations.getState().annotationsLoaded([annotation]);
    await page.session.keeper.flush();
    expect(page.stores.library.getState().fault).toMatchObject({ kind: "library-full" });
    expect(parts().annotations).toEqual([]);
    library.fault = null;
    await page.session.keeper.flush();
    expect(parts().annotations).toEqual([annotation]);
    expect(page.stores.library.getState().fault).toBeNull();
  });

  test.each([
    [new DOMException("no", "SecurityError"), "library-refused"],
    [new DOMException("v9", "VersionError"), "library-newer"],
    [newerLibrary("The library") as Error, "library-newer"],
  ])(
    "a library that cannot be opened (%s) is said, and slides open all the same",
    async (thrown, kind) => {
      const page = visit(() => Promise.reject(thrown));
      await open(page, file("tissue"));
      expect(page.stores.library.getState().state).toMatchObject({
        kind: "failed",
        fault: { kind },
      });
      expect(page.stores.slide.getState().state.kind).toBe("open");
      await askOnce(page, "one");
      expect(page.stores.conversation.getState().turns[0]?.main.kind).toBe("answered");
    },
  );

  test("a second tab is told that the first one keeps the slide, and overwrites nothing", async () => {
    const first = visit();
    await open(first, file("tissue"));
    first.stores.annotations.getState().annotationsLoaded([annotation]);
    await first.session.keeper.flush();
    const digest = first.stores.library.getState().keptDigest ?? "";
    library.elsewhere.add(digest);
    const second = visit();
    await open(second, file("tissue"));
    expect(second.stores.library.getState().fault).toMatchObject({ kind: "library-elsewhere" });
    expect(second.stores.annotations.getState().annotations).toEqual([annotation]);
    second.stores.annotations.getState().annotationsLoaded([]);
    await second.session.keeper.flush();
    expect(parts().annotations).toEqual([annotation]);
  });

  test("an analysis by a newer version is said and made anew, and is left as it is", async () => {
    const page = visit();
    await open(page, file("tissue"));
    void page.session.loadPack();
    await settled();
    page.engine.call("pack").resolve();
    await vi.waitFor(() => page.engine.call("analysis"));
    const { shelf } = page.engine.call("analysis").options as AnalyseOptions;
    await shelf?.keep(tinyAnalysis);
    const root = [...library.files.kept.keys()].find((path) => path.split("/").length === 4) ?? "";
    const newer = new TextDecoder()
      .decode(library.files.kept.get(root))
      .replace(/"version": ?1/, '"version": 2');
    await library.files.write(root, new TextEncoder().encode(newer));
    expect(await shelf?.take()).toBeNull();
    expect(page.stores.library.getState().fault).toMatchObject({ kind: "library-newer" });
    await shelf?.keep(tinyAnalysis);
    expect(new TextDecoder().decode(library.files.kept.get(root))).toBe(newer);
  });

  test("a slide whose bytes cannot be read again is shown, and not kept", async () => {
    const page = visit();
    const broken = { kind: "url", url: "http://127.0.0.1:9/a.svs", micronsPerPixel: 0.5 } as const;
    await open(page, broken);
    expect(page.stores.library.getState().fault?.kind).toBeDefined();
    expect(page.stores.slide.getState().state.kind).toBe("open");
    expect(library.kept.size).toBe(0);
  });
});

test("where nothing is to be kept nothing is", async () => {
  const page = visit();
  page.stores.preferences.getState().keepingChosen(true);
  void page.session.openSlide(file("tissue"));
  await settled();
  page.engine.call("slide").resolve();
  await settled();
  page.stores.annotations.getState().annotationsLoaded([annotation]);
  await page.session.keeper.flush();
  expect(library.kept.size).toBe(0);
  expect(library.held.size).toBe(0);
});
