import { expect, test } from "vitest";
import { parseVipsProperties } from "./parse-vips-properties.ts";

const properties = (values: Record<string, string>) => {
  const rows = Object.entries(values).map(
    ([name, value]) =>
      `<property><name>${name}</name><value type="VipsRefString">${value}</value></property>`,
  );
  return `<?xml version="1.0"?><image xmlns="http://www.vips.ecs.soton.ac.uk//dzsave"><properties>
    ${rows.join("\n")}</properties></image>`;
};

test("the scanner's microns per pixel and objective are read", () => {
  const xml = properties({
    xres: "2004.008",
    "openslide.mpp-x": "0.499",
    "openslide.mpp-y": "0.499",
    "openslide.objective-power": "20",
  });
  expect(parseVipsProperties(xml)).toEqual({ micronsPerPixel: 0.499, objectivePower: 20 });
});

test("one property alone is read as well", () => {
  const xml = properties({ "openslide.mpp-x": "0.25" });
  expect(parseVipsProperties(xml)).toEqual({ micronsPerPixel: 0.25, objectivePower: null });
});

test("a resolution is never taken for a scale", () => {
  const xml = properties({ xres: "2.834", "aperio.MPP": "0.499" });
  expect(parseVipsProperties(xml).micronsPerPixel).toBeNull();
});

test.each([
  ["zero", { "openslide.mpp-x": "0" }],
  ["negative", { "openslide.mpp-x": "-0.5" }],
  ["absurd", { "openslide.mpp-x": "5000" }],
  ["empty", { "openslide.mpp-x": "" }],
  ["a word", { "openslide.mpp-x": "unknown" }],
  ["unlike on both axes", { "openslide.mpp-x": "0.25", "openslide.mpp-y": "0.5" }],
])("a scale that is %s is no scale", (_, values) => {
  expect(parseVipsProperties(properties(values)).micronsPerPixel).toBeNull();
});

test.each(["", "<html><body>404</body></html>", "<a", "{}"])("%j says nothing", (text) => {
  expect(parseVipsProperties(text)).toEqual({ micronsPerPixel: null, objectivePower: null });
});
