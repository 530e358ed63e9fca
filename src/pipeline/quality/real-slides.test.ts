import { beforeAll, describe, expect, test } from "vitest";
import type { Level0Point } from "#core/geometry.ts";
import { openLocalSlide } from "#node/open-local-slide.ts";
import { analyseSlide, type SlideAnalysis } from "#pipeline/analyse-slide.ts";
import type { Patch } from "#pipeline/decompose.ts";
import { fakeModels, tinyManifest } from "#test/fake-models.ts";
import { realData } from "#test/real-data.ts";
import type { LeftOutReason } from "./left-out.ts";

async function analysed(path: string, micronsPerPixel: number | null): Promise<SlideAnalysis> {
  const slide = await openLocalSlide(path, micronsPerPixel);
  try {
    return await analyseSlide(slide, fakeModels(), tinyManifest);
  } finally {
    await slide.dispose();
  }
}

const isAt = ({ rect }: Patch, [x, y]: Level0Point) =>
  x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height;

/** What became of the patch at a point of level 0: why it is left out, or that it is analysed. */
function fateAt(analysis: SlideAnalysis, point: Level0Point): LeftOutReason | "analysed" {
  const left = analysis.leftOut.patches.find(({ place }) => isAt(place, point));
  if (left) return left.reason;
  const patches = analysis.regions.flatMap(({ region }) => region.patches);
  if (!patches.some((patch) => isAt(patch, point))) throw new Error(`no tissue at ${point}`);
  return "analysed";
}

const prostate = realData("slides", "small_dicom.dcm");

describe.skipIf(prostate.missing !== null)(
  `a prostate with pen around its tumours${prostate.missing ? `: ${prostate.missing}` : ""}`,
  () => {
    let analysis: SlideAnalysis;
    beforeAll(async () => {
      analysis = await analysed(prostate.path, 4.6);
    }, 120_000);

    test.each([
      ["green on the glass", [806, 94]],
      ["green on the glass at the edge", [27, 430]],
      ["green over stroma", [887, 765]],
      ["green over the other lobe", [1828, 887]],
      ["green over tumour", [2285, 1317]],
      ["dark green over green", [510, 400]],
      ["green at the right", [2820, 1075]],
      ["blue", [1035, 538]],
      ["blue at the capsule", [1720, 268]],
      ["blue and green", [2688, 1384]],
    ] as const)("%s is pen", (_, point) => {
      expect(fateAt(analysis, point)).toBe("pen");
    });

    test.each([
      ["tumour within the ring", [900, 300]],
      ["tumour at the right", [2365, 1000]],
      ["stroma", [700, 820]],
      ["clotted blood", [2500, 780]],
      ["congested tissue", [270, 780]],
      ["inflammation", [830, 1450]],
      ["glands", [2420, 1900]],
      ["muscle", [2850, 1900]],
    ] as const)("%s is analysed", (_, point) => {
      expect(fateAt(analysis, point)).toBe("analysed");
    });

    test("pen is a sixth of what is not glass, and hardly anything is a fold", () => {
      const { pen, fold, blurred } = analysis.leftOut.shares;
      expect(pen).toBeCloseTo(0.16, 1);
      expect(fold).toBeLessThan(0.005);
      expect(blurred).toBe(0);
    });
  },
);

const headAndNeck = realData("slides", "TCGA-CR-7395-01A-01-TS1_jp2k.svs");

describe.skipIf(headAndNeck.missing !== null)(
  `a frozen section with folded edges${headAndNeck.missing ? `: ${headAndNeck.missing}` : ""}`,
  () => {
    let analysis: SlideAnalysis;
    beforeAll(async () => {
      analysis = await analysed(headAndNeck.path, 1);
    }, 120_000);

    test.each([
      ["at the top", [3320, 60]],
      ["at the left", [64, 1980]],
      ["below", [2870, 3390]],
      ["at the right", [4400, 2240]],
    ] as const)("a fold %s is found", (_, point) => {
      expect(fateAt(analysis, point)).toBe("fold");
    });

    test("nothing else is left out, but for 1 % in all", () => {
      const { leftOut, regions } = analysis;
      const count = regions.flatMap(({ region }) => region.patches).length;
      const others = leftOut.patches.filter(({ reason }) => reason !== "fold").length;
      expect(others / count).toBeLessThan(0.01);
      expect(leftOut.shares.fold).toBeLessThan(0.03);
    });
  },
);

const skin = realData("slides", "CMU-1-Small-Region.svs");

test.skipIf(skin.missing !== null)(
  `skin with keratin, melanin and margin ink is all analysed${skin.missing ? `: ${skin.missing}` : ""}`,
  async () => {
    expect((await analysed(skin.path, null)).leftOut.patches).toEqual([]);
  },
  120_000,
);
