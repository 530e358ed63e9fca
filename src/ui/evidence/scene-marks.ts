import type { LeftOutPatch, LeftOutReason } from "#pipeline/quality/left-out.ts";
import type { Pattern, RectMark } from "#ui/overlay/drawing.ts";
import { CASING, frameLook } from "./patch-looks.ts";
import type { ScenePatch } from "./scene.ts";

const HATCHES: Readonly<Record<LeftOutReason, Pattern>> = {
  pen: "rising",
  fold: "falling",
  blurred: "lying",
};

/** The hatch over what is not analysed. */
export function hatchMarks(leftOut: readonly LeftOutPatch[]): readonly RectMark[] {
  return leftOut.map(({ place: { rect }, reason }) => ({
    rect,
    colour: [1, 1, 1, 1],
    pattern: HATCHES[reason],
    frame: null,
  }));
}

/** The frames of patches, each over its own casing, in their order. */
export function frameMarks(patches: readonly ScenePatch[]): readonly RectMark[] {
  return patches.flatMap((patch) => {
    const { rect } = patch.patch;
    const { line, casing, colour, fill } = frameLook(patch);
    const frame = (outer: number, inner: number) =>
      ({ rect, pattern: "plain", frame: { outer, inner } }) as const;
    const filled: RectMark[] =
      fill === null ? [] : [{ rect, colour: fill, pattern: "plain", frame: null }];
    return [
      ...filled,
      { ...frame(line + casing, -casing), colour: CASING },
      { ...frame(line, 0), colour },
    ];
  });
}
