import { describe, expect, test } from "vitest";
import { readGeoJson } from "./read-geojson.ts";

const slide = { width: 1000, height: 800 };
const wanted = { slide, cellClasses: [{ name: "tumour", colour: "#d55e00" }], knownClasses: [] };

const read = (value: unknown) =>
  readGeoJson(new Blob([typeof value === "string" ? value : JSON.stringify(value)]), wanted);

const square = [
  [10, 10],
  [50, 10],
  [50, 50],
  [10, 50],
  [10, 10],
];
const polygon = (...rings: unknown[]) => ({ type: "Polygon", coordinates: rings });
const feature = (geometry: unknown, properties: unknown = {}, id: unknown = undefined) => ({
  type: "Feature",
  ...(id !== undefined && { id }),
  geometry,
  properties,
});
const collection = (...features: unknown[]) => ({ type: "FeatureCollection", features });

/** What a file of one bad and one good feature says of the bad one. */
async function saidOf(geometry: unknown, properties: unknown = {}) {
  const { report, annotations } = await read(
    collection(feature(geometry, properties), feature(polygon(square))),
  );
  expect(annotations.at(-1)?.geometry.kind).toBe("rectangle");
  return {
    leftOut: report.leftOut.map(({ what, examples }) => `${what} (${examples})`),
    changed: report.changed.map(({ what, examples }) => `${what} (${examples})`),
  };
}
const leftOut = (what: string) => ({ leftOut: [`${what} (feature 1)`], changed: [] });
const changed = (what: string) => ({ leftOut: [], changed: [`${what} (feature 1)`] });

describe("no GeoJSON at all", () => {
  test.each([
    ["", "The file is empty"],
    ["PK\u0003\u0004 a zip", 'It begins with "P"'],
    ["{ not json", "It is not JSON"],
    ['{"boxes":[1,2]}', "It is JSON of another kind"],
    ['{"type":"Topology","objects":{}}', "Not a feature"],
    ['{"type":"Curve","coordinates":[1,2]}', "Not a feature"],
  ])("%j is refused with a reason and what to choose", async (text, fact) => {
    await expect(read(text)).rejects.toMatchObject({
      kind: "geojson-unreadable",
      message: `The file is not GeoJSON that can be read. ${fact}.`,
      remedy: expect.stringContaining("QuPath"),
    });
  });

  test("a packed file that breaks off is refused", async () => {
    const whole = new Response(
      new Blob([JSON.stringify(collection(feature(polygon(square))))])
        .stream()
        .pipeThrough(new CompressionStream("gzip")),
    );
    const bytes = await whole.arrayBuffer();
    const cut = new Blob([bytes.slice(0, bytes.byteLength - 30)]);
    await expect(readGeoJson(cut, wanted)).rejects.toMatchObject({
      message: "The packed file breaks off, or is damaged.",
    });
  });

  test("a list that is empty is an empty import", async () => {
    expect((await read("[]")).report).toMatchObject({ features: 0, leftOut: [] });
    expect((await read(collection())).report).toMatchObject({ features: 0 });
  });
});

describe("a file that ends early", () => {
  test("keeps what came before", async () => {
    const text = JSON.stringify(collection(feature(polygon(square)), feature(polygon(square))));
    const { annotations, report } = await read(text.slice(0, -70));
    expect(annotations).toHaveLength(1);
    expect(report.leftOut[0]?.what).toBe("The file ends in the middle: what came after");
  });

  test("a feature that is no JSON spoils no other", async () => {
    const good = JSON.stringify(feature(polygon(square)));
    const { annotations, report } = await read(`[${good},{"type":Feature},${good}]`);
    expect(annotations).toHaveLength(2);
    expect(report.leftOut).toEqual([{ what: "Not JSON", count: 1, examples: ["feature 2"] }]);
  });
});

describe("a geometry", () => {
  test("unclosed is closed, and told", async () => {
    expect(await saidOf(polygon(square.slice(0, 4)))).toEqual(
      changed("A ring was not closed: closed"),
    );
  });

  test("that crosses itself loses its smaller loop, and it is told", async () => {
    const crossed = [
      [0, 0],
      [40, 0],
      [40, 40],
      [-4, 40],
      [-4, 44],
      [0, 44],
      [0, 0],
    ].map(([x = 0, y = 0]) => [x + 9, y + 9]);
    expect(await saidOf(polygon(crossed))).toEqual(
      changed("A ring crossed itself: its smaller loop was cut off"),
    );
  });

  test("without an area is left out", async () => {
    expect(
      await saidOf(
        polygon([
          [1, 1],
          [2, 2],
          [3, 3],
          [1, 1],
        ]),
      ),
    ).toEqual(leftOut("A polygon without an area"));
    expect(
      await saidOf(
        polygon([
          [1, 1],
          [1, 1],
        ]),
      ),
    ).toEqual(leftOut("A polygon without an area"));
  });

  test("with a hole outside of it loses the hole", async () => {
    const away = square.map(([x = 0, y = 0]) => [x + 200, y]);
    expect(await saidOf(polygon(square, away))).toEqual(
      changed("A hole that lies outside, or has no area, was left out"),
    );
  });

  test("of over a million points is left out", async () => {
    const ring = Array.from({ length: 1_000_001 }, (_, at) => [at % 900, at % 700]);
    expect(await saidOf(polygon(ring))).toEqual(leftOut("More than a million points"));
  });

  test("of numbers that are none is left out", async () => {
    expect(await saidOf({ type: "Point", coordinates: [1, "2"] })).toEqual(
      leftOut("Coordinates that are not numbers"),
    );
    const { report } = await read(
      '[{"type":"Feature","geometry":{"type":"Point","coordinates":[NaN,1]}}]',
    );
    expect(report.leftOut[0]?.what).toBe("Coordinates that are not numbers");
    const far = await read(
      '[{"type":"Feature","geometry":{"type":"Point","coordinates":[1e999,1]}}]',
    );
    expect(far.report.leftOut[0]?.what).toBe("Coordinates that are not finite");
  });

  test("that is unknown, missing or of too few points is left out", async () => {
    expect(await saidOf({ type: "Circle", coordinates: [1, 2] })).toEqual(
      leftOut("Unknown geometry: Circle"),
    );
    expect(await saidOf(null)).toEqual(leftOut("Without a geometry"));
    expect(await saidOf({ type: "LineString", coordinates: [[1, 2]] })).toEqual(
      leftOut("Too few points for its geometry"),
    );
    expect(await saidOf({ type: "Polygon", coordinates: 7 })).toEqual(
      leftOut("Coordinates that are not a list"),
    );
  });

  test("outside of the slide is left out, over its edge it stays", async () => {
    const at = (x: number) => polygon(square.map(([px = 0, y = 0]) => [px + x, y]));
    expect(await saidOf(at(2000))).toEqual(leftOut("Outside of the slide"));
    expect(await saidOf(at(2000), { objectType: "detection" })).toEqual(
      leftOut("Outside of the slide"),
    );
    expect(await saidOf(at(970))).toEqual(changed("Reaches over the slide's edge: kept as it is"));
  });
});

test("collections nested without end are left out", async () => {
  const deep = `${'{"type":"GeometryCollection","geometries":['.repeat(20_000)}${"]}".repeat(20_000)}`;
  const good = JSON.stringify(feature(polygon(square)));
  const { annotations, report } = await read(`[{"type":"Feature","geometry":${deep}},${good}]`);
  expect(annotations).toHaveLength(1);
  expect(report.leftOut).toHaveLength(1);
});

describe("properties", () => {
  test("of a class unknown here bring the class", async () => {
    const classification = { name: "Necrosis", color: [1, 2, 3] };
    const { annotations, report } = await read(
      collection(feature(polygon(square), { classification })),
    );
    expect(annotations[0]?.classification).toEqual({ name: "Necrosis", colour: "#010203" });
    expect(report.changed).toEqual([
      { what: "Classes unknown here: kept as new ones", count: 1, examples: ["Necrosis"] },
    ]);
  });

  test("of an object that has no place here leave it out", async () => {
    expect(await saidOf(polygon(square), { objectType: "tile" })).toEqual(
      leftOut("Objects that have no place here: tile"),
    );
  });

  test("with measurements that are no numbers lose those", async () => {
    const text = `[{"type":"Feature","geometry":${JSON.stringify(polygon(square))},"properties":{"objectType":"cell","measurements":{"a: NaN":1,"b":NaN,"c":-Infinity}}}]`;
    const { cells, report } = await read(text);
    expect([...(cells?.columns.keys() ?? [])]).toEqual(["a: NaN"]);
    expect(report.changed[0]).toMatchObject({
      what: "A measurement that is not a finite number was left out",
      count: 2,
    });
  });
});

describe("older forms", () => {
  test("are read: packed colours, lists of measurements, the kind in the id, object_type", async () => {
    const old = feature(
      polygon(square),
      {
        isLocked: false,
        measurements: [{ name: "Nucleus: Area", value: 12.5 }],
        classification: { name: "tumour", colorRGB: -377282 },
      },
      "PathCellObject",
    );
    const spelled = feature(polygon(square), { object_type: "detection" });
    const { cells, annotations, report } = await read([old, spelled]);
    expect(annotations).toEqual([]);
    expect(cells?.table.count).toBe(2);
    expect([...(cells?.table.classes ?? [])]).toEqual([0, 1]);
    expect(cells?.columns.get("Nucleus: Area")).toEqual(Float32Array.of(12.5, Number.NaN));
    expect(report.leftOut).toEqual([]);
    const packed = { classification: { name: "Old", colorRGB: -377282 } };
    const one = await read(feature(polygon(square), packed));
    expect(one.annotations[0]?.classification?.colour).toBe("#fa3e3e");
  });

  test("a bare list, one feature and a geometry alone are taken", async () => {
    for (const value of [[feature(polygon(square))], feature(polygon(square)), polygon(square)]) {
      const { annotations } = await read(value);
      expect(annotations.map(({ geometry }) => geometry.kind)).toEqual(["rectangle"]);
    }
  });

  test("a collection of geometries and a polygon of several become one annotation", async () => {
    const triangle = [
      [0, 0],
      [9, 0],
      [9, 9],
      [0, 0],
    ];
    const both = { type: "GeometryCollection", geometries: [polygon(square), polygon(triangle)] };
    const many = { type: "MultiPolygon", coordinates: [[square], [triangle]] };
    for (const geometry of [both, many]) {
      const { annotations } = await read(collection(feature(geometry)));
      expect(annotations[0]?.geometry).toMatchObject({ kind: "polygon", polygons: { length: 2 } });
    }
    const mixed = {
      type: "GeometryCollection",
      geometries: [polygon(square), { type: "Point", coordinates: [1, 1] }],
    };
    expect(await saidOf(mixed)).toEqual(
      changed("Points and lines of a mixed collection were left out"),
    );
  });

  test("two objects with one id are two annotations", async () => {
    const id = "0c0ffee0-0000-4000-8000-000000000001";
    const { annotations } = await read(
      collection(feature(polygon(square), {}, id), feature(polygon(square), {}, id)),
    );
    expect(annotations[0]?.id).toBe(id);
    expect(annotations[1]?.id).not.toBe(id);
  });
});
