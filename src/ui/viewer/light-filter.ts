import { isAsScanned, type Light } from "#stores/display-store.ts";

/** Of the SVG filter that holds the gamma curve. */
export const gammaId = "tissue-gamma";

/** The light as a CSS filter; empty where there is nothing to change. */
export function filterOf(light: Light): string {
  if (isAsScanned(light)) return "";
  const { brightness, contrast, gamma } = light;
  const curve = gamma === 1 ? [] : [`url("#${gammaId}")`];
  return [`brightness(${brightness})`, `contrast(${contrast})`, ...curve].join(" ");
}
