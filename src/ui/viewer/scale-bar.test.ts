import { describe, expect, test } from "vitest";
import { lengthLabel, scaleBarLength } from "./scale-bar.ts";

describe("the scale bar", () => {
  test.each([
    [1, 0.5, "50 µm", 100],
    [0.5, 0.5, "100 µm", 100],
    [0.25, 0.25, "100 µm", 100],
    [0.01, 0.25, "2 mm", 80],
    [4, 0.25, "5 µm", 80],
  ])("at zoom %f of a %f um/px slide says %s", (zoom, micronsPerPixel, label, width) => {
    const bar = scaleBarLength(zoom, micronsPerPixel, 140);
    expect(bar.label).toBe(label);
    expect(bar.width).toBeCloseTo(width, 6);
  });

  test("is as long on screen as its label says, and fits, at every zoom", () => {
    for (let zoom = 0.001; zoom < 8; zoom *= 1.07) {
      const { width, label } = scaleBarLength(zoom, 0.499, 140);
      const [number, unit] = label.split(" ");
      const microns = Number(number) * (unit === "mm" ? 1000 : 1);
      expect((width / zoom) * 0.499).toBeCloseTo(microns, 6);
      expect(width).toBeLessThanOrEqual(140);
      expect(width).toBeGreaterThan(140 / 2.51);
    }
  });
});

test("lengths are said in microns, from a millimetre on in millimetres", () => {
  expect(lengthLabel(999)).toBe("999 µm");
  expect(lengthLabel(1480.5)).toBe("1.48 mm");
});
