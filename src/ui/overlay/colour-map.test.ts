import { expect, test } from "vitest";
import { heatColour, type Rgb } from "./colour-map.ts";

const steps = Array.from({ length: 33 }, (_, step) => heatColour(step / 32));

/** CIE L* (lightness as the eye judges it, 0..100): another space than the map is made in. */
function lightnessOf([red, green, blue]: Rgb): number {
  const linear = (byte: number) => {
    const value = byte / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const light = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  return light > 0.008856 ? 116 * Math.cbrt(light) - 16 : 903.3 * light;
}

test("every step is lighter than the one before, by about as much", () => {
  const lightness = steps.map(lightnessOf);
  const rises = lightness.slice(1).map((value, at) => value - (lightness[at] ?? 0));
  const mean = rises.reduce((sum, rise) => sum + rise, 0) / rises.length;
  expect(mean).toBeGreaterThan(1.5);
  for (const rise of rises) {
    expect(rise).toBeGreaterThan(0.5 * mean);
    expect(rise).toBeLessThan(1.6 * mean);
  }
});

test("the ends are a dark violet and a pale yellow", () => {
  const [low, high] = [heatColour(0), heatColour(1)];
  expect(low[2]).toBeGreaterThan(low[1] + 40);
  expect(high[0]).toBeGreaterThan(high[2] + 40);
  expect(heatColour(-3)).toEqual(low);
  expect(heatColour(7)).toEqual(high);
});
