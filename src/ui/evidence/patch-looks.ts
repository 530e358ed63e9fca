import type { Colour } from "#ui/overlay/drawing.ts";
import type { PatchState, ScenePatch } from "./scene.ts";

/** A frame's line in device pixels, outside of the patch, and its light casing to both sides. */
export interface FrameLook {
  readonly line: number;
  readonly casing: number;
  readonly colour: Colour;
  /** Of what is pointed at and shows no cells. */
  readonly fill: Colour | null;
}

export const CASING: Colour = [1, 1, 1, 0.75];
const LIT_FILL = coloured("#5b35a8", 0.12);
const LINES: Readonly<Record<PatchState, number>> = { kept: 1, cited: 3, selected: 3 };
const COLOURS: Readonly<Record<PatchState, Colour>> = {
  kept: coloured("#4a3c6e"),
  cited: coloured("#5b35a8"),
  selected: coloured("#e0337f"),
};

/** How the frame of a patch looks on every canvas. */
export function frameLook({
  state,
  isLit,
  isExplained,
}: Pick<ScenePatch, "state" | "isLit" | "isExplained">): FrameLook {
  const isRaised = isLit && state === "kept";
  return {
    line: LINES[state] + (isRaised ? 1 : 0),
    casing: isLit ? 3 : 1,
    colour: COLOURS[isRaised ? "cited" : state],
    fill: isLit && !isExplained ? LIT_FILL : null,
  };
}

/** CSS pixels of a patch's side below which its cells would be a smear, and its number too. */
export const CELLS_FROM = 160;
export const LABEL_FROM = 14;

/** "#rrggbb" as parts. */
export function coloured(hex: string, opacity = 1): Colour {
  const part = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return [part(1), part(3), part(5), opacity];
}

export const cssOf = ([red, green, blue, opacity]: Colour): string =>
  `rgb(${[red, green, blue].map((part) => Math.round(255 * part)).join(" ")} / ${opacity})`;
