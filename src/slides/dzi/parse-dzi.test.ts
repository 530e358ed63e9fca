import { expect, test } from "vitest";
import { ParaffinError } from "#core/errors.ts";
import { parseDzi } from "./parse-dzi.ts";

const vips = `<?xml version="1.0" encoding="UTF-8"?>
<Image xmlns="http://schemas.microsoft.com/deepzoom/2008" Format="jpeg" Overlap="1" TileSize="254">
  <Size Height="2967" Width="2220"/>
</Image>`;

const faultOf = (xml: string): ParaffinError => {
  try {
    parseDzi(xml, "slide.dzi");
  } catch (thrown) {
    if (thrown instanceof ParaffinError) return thrown;
  }
  throw new Error("accepted");
};

test("libvips' header is read", () => {
  expect(parseDzi(vips, "slide.dzi")).toEqual({
    width: 2220,
    height: 2967,
    tileSize: 254,
    tileOverlap: 1,
    tileFormat: "jpeg",
  });
});

test("the 2009 namespace, a prefix and other attributes change nothing", () => {
  const prefixed = `<d:Image xmlns:d="http://schemas.microsoft.com/deepzoom/2009" TileSize="256"
    Overlap="0" Format="PNG" ServerFormat="Default"><d:Size Width="10" Height="20"/></d:Image>`;
  expect(parseDzi(prefixed, "slide.dzi")).toMatchObject({
    width: 10,
    height: 20,
    tileFormat: "PNG",
  });
});

test.each([
  ["a web page", "<!doctype html><html><body><p>Not found</body></html>", "Image"],
  ["JSON", '{"width": 1}', "Image"],
  ["nothing", "", "Image"],
  ["bytes", "\u0000\u0001II*\u0000<<<", ""],
  ["no size", vips.replace(/<Size.*>/, ""), "Image.Size"],
  ["no width", vips.replace("2220", "wide"), "Image.Size.Width"],
  ["a negative width", vips.replace("2220", "-5"), "Image.Size.Width"],
  ["a slide beyond any scanner", vips.replace("2220", "99999999999"), "Image.Size.Width"],
  ["tiles of one pixel", vips.replace("254", "1"), "Image.TileSize"],
  ["tiles beyond memory", vips.replace("254", "65536"), "Image.TileSize"],
  ["a format no browser decodes", vips.replace('"jpeg"', '"jp2"'), "Image.Format"],
  ["a format that is a path", vips.replace('"jpeg"', '"../../jpeg"'), "Image.Format"],
  ["an overlap as wide as the tile", vips.replace("254", "16").replace('"1"', '"16"'), "overlap"],
])("%s is refused, and the message names what is wrong", (_, xml, named) => {
  const fault = faultOf(xml);
  expect(fault.kind).toBe("slide-unreadable");
  expect(fault.message).toContain("slide.dzi");
  expect(fault.message).toContain(named);
  expect(fault.remedy).toContain("vips dzsave");
});

test("entities are not expanded", () => {
  const bomb = `<!DOCTYPE x [<!ENTITY a "1000">]>${vips.replace(/<\?xml.*\?>/, "").replace("2220", "&a;")}`;
  expect(faultOf(bomb).kind).toBe("slide-unreadable");
});
