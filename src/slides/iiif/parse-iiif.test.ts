import { describe, expect, test } from "vitest";
import { ParaffinError } from "#core/errors.ts";
import { tileAddress } from "./iiif-image.ts";
import { parseIiif } from "./parse-iiif.ts";

const address = new URL("https://slides.test/iiif/HE%2F7/info.json?key=1");

const second = {
  "@context": "http://iiif.io/api/image/2/context.json",
  "@id": "https://slides.test/iiif/HE%2F7",
  protocol: "http://iiif.io/api/image",
  width: 1000,
  height: 700,
  profile: ["http://iiif.io/api/image/2/level1.json"] as unknown,
  tiles: [{ width: 256, scaleFactors: [1, 2, 4] }],
};
const third = {
  "@context": "http://iiif.io/api/image/3/context.json",
  id: "https://slides.test/iiif/HE%2F7",
  type: "ImageService3",
  protocol: "http://iiif.io/api/image",
  width: 1000,
  height: 700,
  profile: "level2",
  tiles: [{ width: 256, height: 128, scaleFactors: [4, 1, 2, 2] }],
};

const parse = (info: object, at = address) => parseIiif(JSON.stringify(info), at);

function faultOf(text: string): ParaffinError {
  try {
    parseIiif(text, address);
  } catch (thrown) {
    if (thrown instanceof ParaffinError) return thrown;
  }
  throw new Error("accepted");
}

describe("a service", () => {
  test("of version 2 has square tiles where no height is said", () => {
    expect(parse(second)).toMatchObject({
      version: 2,
      width: 1000,
      height: 700,
      tileWidth: 256,
      tileHeight: 256,
      scaleFactors: [1, 2, 4],
      micronsPerPixel: null,
    });
  });

  test("of version 3 has its scale factors in order, each once", () => {
    const service = parse(third);
    expect(service).toMatchObject({ version: 3, tileWidth: 256, tileHeight: 128 });
    expect(service.scaleFactors).toEqual([1, 2, 4]);
  });

  test("that says no context is told by its id's name", () => {
    const { "@context": _, ...noContext } = third;
    expect(parse(noContext).version).toBe(3);
    expect(parse({ ...second, "@context": ["x", second["@context"]] }).version).toBe(2);
  });

  test("without tiles that cuts any is asked for squares of 512, halved to one tile", () => {
    const { tiles: _, ...noTiles } = second;
    const large = { ...noTiles, width: 5000 };
    expect(parse(large)).toMatchObject({ tileWidth: 512, tileHeight: 512 });
    expect(parse(large).scaleFactors).toEqual([1, 2, 4, 8, 16]);
    expect(parse({ ...third, tiles: [], width: 512, height: 512 }).scaleFactors).toEqual([1]);
  });

  test("is asked for no more at once than it sends, whichever version says so how", () => {
    const { tiles: _, ...noTiles } = second;
    const words = { formats: ["jpg"], maxWidth: 300 };
    const profile = ["http://iiif.io/api/image/2/level2.json", words];
    expect(parse({ ...noTiles, profile }).tileWidth).toBe(300);
    expect(parse({ ...third, tiles: [], maxArea: 40_000 }).tileWidth).toBe(200);
    expect(parse({ ...third, tiles: [], maxWidth: 400, maxHeight: 100 }).tileHeight).toBe(100);
  });
});

describe("the address of a service", () => {
  const baseOf = (id: string, at?: URL) => parse({ ...third, id }, at).base.href;

  test("is its own id, with the key of the address on the same host only", () => {
    expect(baseOf("https://slides.test/a/b/")).toBe("https://slides.test/a/b?key=1");
    expect(baseOf("https://tiles.test/a")).toBe("https://tiles.test/a");
  });

  test("of a proxy that takes itself for http is asked over https", () => {
    expect(baseOf("http://slides.test/a")).toBe("https://slides.test/a?key=1");
    expect(baseOf("http://tiles.test/a")).toBe("http://tiles.test/a");
  });

  test("may be written from where the document lies", () => {
    expect(baseOf("/a")).toBe("https://slides.test/a?key=1");
  });
});

describe("the physical scale", () => {
  const scaled = (service: unknown) => parse({ ...second, service }).micronsPerPixel;
  const profile = "http://iiif.io/api/annex/services/physdim";

  test.each([
    ["mm", 0.00025, 0.25],
    ["cm", 0.00005, 0.5],
    ["in", 0.00001, 0.254],
  ])("in %s becomes microns per pixel", (physicalUnits, physicalScale, microns) => {
    expect(scaled({ profile, physicalScale, physicalUnits })).toBeCloseTo(microns, 9);
    expect(scaled([{}, { profile, physicalScale, physicalUnits }])).toBeCloseTo(microns, 9);
  });

  test.each([
    ["implausible", { profile, physicalScale: 5, physicalUnits: "in" }],
    ["in other units", { profile, physicalScale: 0.0003, physicalUnits: "furlong" }],
    ["units that every object has", { profile, physicalScale: 1, physicalUnits: "toString" }],
    ["of another service", { profile: "x", physicalScale: 0.0003, physicalUnits: "mm" }],
    ["no object", "mm"],
  ])("that is %s is none", (_, service) => {
    expect(scaled(service)).toBeNull();
  });
});

describe("a tile's address", () => {
  const ask = (info: object, level: number, column: number, row: number) =>
    tileAddress(parse(info), { level, column, row }).href;
  const before = "https://slides.test/iiif/HE%2F7";

  test.each([
    [0, 0, 0, "0,0,256,256/256,"],
    [0, 3, 2, "768,512,232,188/232,"],
    [1, 1, 1, "512,512,488,188/244,"],
    [2, 0, 0, "full/250,"],
  ])("of level %d at %d, %d is canonical in version 2", (level, column, row, asked) => {
    expect(ask(second, level, column, row)).toBe(`${before}/${asked}/0/default.jpg?key=1`);
  });

  test.each([
    [0, 3, 5, "768,640,232,60/232,60"],
    [1, 0, 2, "0,512,512,188/256,94"],
    [2, 0, 0, "0,0,1000,512/250,128"],
    [2, 0, 1, "0,512,1000,188/250,47"],
  ])("of level %d at %d, %d is canonical in version 3", (level, column, row, asked) => {
    expect(ask(third, level, column, row)).toBe(`${before}/${asked}/0/default.jpg?key=1`);
  });

  test("names its height in version 2 where the server would round it otherwise, and takes it", () => {
    const odd = { ...second, width: 1001, height: 701 };
    const supports = (feature: string) => ["level1", { supports: [feature] }];
    expect(ask(odd, 1, 1, 0)).toContain("512,0,489,512/245,/");
    expect(ask({ ...odd, profile: "level2" }, 1, 1, 0)).toContain("512,0,489,512/245,256/");
    expect(ask({ ...odd, profile: supports("sizeByWh") }, 1, 1, 0)).toContain("/245,256/");
    expect(ask({ ...odd, profile: "level2" }, 1, 0, 0)).toContain("0,0,512,512/256,/");
  });
});

describe("what is refused, by its field", () => {
  test.each([
    ["a web page", "<!doctype html>", "not JSON"],
    ["nothing", "", "not JSON"],
    ["null", "null", "the document"],
    ["a manifest", '{"id": "x", "items": []}', "protocol"],
  ])("%s", (_, text, named) => {
    expect(faultOf(text)).toMatchObject({ kind: "slide-unreadable" });
    expect(faultOf(text).message).toContain(named);
  });

  const tiles = (tile: object) => ({ tiles: [{ ...second.tiles[0], ...tile }] });
  test.each([
    ["no width", { width: undefined }, "width"],
    ["a width in words", { width: "1000" }, "width"],
    ["no height to speak of", { height: 0 }, "height"],
    ["a slide beyond any scanner", { width: 2 ** 21 + 1 }, "width"],
    ["half a pixel", { height: 10.5 }, "height"],
    ["another protocol", { protocol: "http://iiif.io/api/search" }, "protocol"],
    ["tiles of one pixel", tiles({ width: 1 }), "tiles.0.width"],
    ["tiles beyond memory", tiles({ height: 8192 }), "tiles.0.height"],
    ["no scale factors", tiles({ scaleFactors: [] }), "tiles.0.scaleFactors"],
    ["a negative scale", tiles({ scaleFactors: [1, -2] }), "tiles.0.scaleFactors.1"],
    ["a scale of thirds", tiles({ scaleFactors: [1, 1.5] }), "tiles.0.scaleFactors.1"],
    ["65 scales", tiles({ scaleFactors: new Array(65).fill(1) }), "tiles.0.scaleFactors"],
    ["no scale of 1", tiles({ scaleFactors: [2, 4] }), "tiles.0.scaleFactors"],
    ["tiles larger than sent", { maxWidth: 100 }, "tiles.0"],
    ["nothing larger than a dot", { tiles: [], maxArea: 100 }, "maxWidth"],
    ["level 0 without tiles", { tiles: [], profile: "level0" }, "level 0 cuts none"],
    ["an unknown profile without tiles", { tiles: [], profile: "mine" }, "level 0 cuts none"],
    ["no profile", { profile: undefined }, "profile"],
    ["no id", { "@id": undefined }, "@id"],
    ["an id that runs", { "@id": "javascript:alert(1)" }, "@id"],
    ["an id on the disk", { "@id": "file:///etc" }, "@id"],
  ])("%s", (_, changes, named) => {
    const fault = faultOf(JSON.stringify({ ...second, ...changes }));
    expect(fault.kind).toBe("slide-unreadable");
    expect(fault.message).toContain(`https://slides.test/iiif/HE%2F7/info.json is no IIIF image`);
    expect(fault.message).toContain(named);
  });
});
