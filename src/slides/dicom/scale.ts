import { scaleOfFile } from "#slides/slide-faults.ts";
import type { Attributes } from "./attributes.ts";
import type { Header } from "./parse-header.ts";
import { tags } from "./tags.ts";

type Spacing = readonly [x: number, y: number];

/** Microns per pixel of an instance: its pixel spacing, else its size in mm over that in pixels. */
export function scaleOf(
  { attributes, frames }: Pick<Header, "attributes" | "frames">,
  { width, height }: { readonly width: number; readonly height: number },
): number | null {
  const [shared] = attributes.items(tags.sharedGroups);
  const spacing = spacingOf(shared) ?? spacingOf(frames?.first);
  if (spacing !== null) return squareScale(spacing);
  const across = attributes.float(tags.imagedVolumeWidth) ?? 0;
  const down = attributes.float(tags.imagedVolumeHeight) ?? 0;
  return squareScale([across / width, down / height]);
}

/** Pixel spacing is written row spacing first, that is, from one row to the next. */
function spacingOf(groups: Attributes | null | undefined): Spacing | null {
  const [measures] = groups?.items(tags.pixelMeasures) ?? [];
  const [y, x] = measures?.decimals(tags.pixelSpacing) ?? [];
  return x === undefined || y === undefined ? null : [x, y];
}

/** A scale that differs by more than 1 % between the axes is none: one of both is wrong. */
function squareScale([x, y]: Spacing): number | null {
  const millimetres = (x + y) / 2;
  if (!(x > 0 && y > 0) || Math.abs(x - y) > 0.01 * millimetres) return null;
  return scaleOfFile(millimetres * 1000);
}
