import type { ScaleOrigin, SlideDescription } from "#slides/slide-source.ts";
import type { Key } from "#ui/language/key.ts";
import { figure } from "#ui/language/numbers.ts";
import { t } from "#ui/language/t.ts";

const originKeys = {
  file: "status.fromFile",
  address: "status.fromAddress",
  person: "status.fromPerson",
} as const satisfies Record<ScaleOrigin, Key>;

/** The slide's scale and who said it. */
export function scaleWords({ micronsPerPixel, scaleOrigin }: SlideDescription): string {
  if (micronsPerPixel === null) return t("status.scaleUnknown");
  const origin = scaleOrigin === null ? "" : `, ${t(originKeys[scaleOrigin])}`;
  return `${figure(Number(micronsPerPixel.toPrecision(4)))} µm/px${origin}`;
}
