import { transfer } from "comlink";
import type { ImportedCells } from "#annotations/geojson/collect-cells.ts";
import { readGeoJson } from "#annotations/geojson/read-geojson.ts";
import { textFile } from "#annotations/geojson/text-file.ts";
import { geoJsonText } from "#annotations/geojson/write-geojson.ts";
import type { GeoJsonApi } from "./geojson-api.ts";

/** Cells are handed over, not copied. */
export const geoJsonService: GeoJsonApi = {
  read: async (file, wanted, options) => {
    const read = await readGeoJson(file, wanted, options);
    return transfer(read, read.cells === null ? [] : buffersOf(read.cells));
  },
  write: (contents, { isPacked }) =>
    textFile(geoJsonText(contents), { isPacked, type: "application/geo+json" }),
};

function buffersOf({ table, columns }: ImportedCells): ArrayBuffer[] {
  const { centres, classes, confidences, starts, outlines } = table;
  const arrays = [centres, classes, confidences, starts, outlines, ...columns.values()];
  return arrays.map(({ buffer }) => buffer as ArrayBuffer);
}
