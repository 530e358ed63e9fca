import type { CSSProperties } from "react";
import type { StagePlace } from "#stores/display-store.ts";

/** Where a bar with its corner at (left, top) of the window stands, as shares of what the stage leaves it. */
export function placeOf(bar: Element, left: number, top: number): StagePlace {
  const stage = (bar.closest(".stage") ?? document.body).getBoundingClientRect();
  const { width, height } = bar.getBoundingClientRect();
  return [(left - stage.left) / (stage.width - width), (top - stage.top) / (stage.height - height)];
}

/** The style that stands it there, whatever its own size: at 1 its far edge meets the stage's. */
export const freeOf = ([x, y]: StagePlace): CSSProperties => ({
  bottom: "auto",
  left: `${x * 100}%`,
  top: `${y * 100}%`,
  translate: `${-x * 100}% ${-y * 100}%`,
});
