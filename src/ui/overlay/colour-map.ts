/** Red, green and blue, 0..255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/**
 * A colour map whose steps look equally large: lightness rises evenly from dark violet to pale
 * yellow while the hue turns, so that it also reads without colour. In OKLab (Ottosson 2020, "A
 * perceptual color space for image processing"), its chroma lowered where the screen has no such
 * colour.
 */
export function heatColour(share: number): Rgb {
  const t = Math.min(1, Math.max(0, share));
  const lightness = LIGHTNESS.from + t * (LIGHTNESS.to - LIGHTNESS.from);
  const hue = ((HUE.from + t * (HUE.to - HUE.from)) * Math.PI) / 180;
  for (let chroma = MOST_CHROMA; ; chroma -= 0.005) {
    const rgb = rgbOf(lightness, chroma * Math.cos(hue), chroma * Math.sin(hue));
    if (chroma <= 0 || rgb.every((value) => value >= 0 && value <= 1)) return screenOf(rgb);
  }
}

const LIGHTNESS = { from: 0.28, to: 0.92 } as const;
const HUE = { from: 300, to: 100 } as const;
const MOST_CHROMA = 0.15;

/** OKLab to linear sRGB. */
function rgbOf(lightness: number, a: number, b: number): [number, number, number] {
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

function screenOf([red, green, blue]: [number, number, number]): Rgb {
  const byte = (value: number): number => {
    const light = Math.min(1, Math.max(0, value));
    const shown = light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;
    return Math.round(255 * shown);
  };
  return [byte(red), byte(green), byte(blue)];
}
