import { expect, test } from "vitest";
import { countPlaces, PLACE } from "./places.ts";

test("places are counted by patch, each once, where a grid does not divide the map", () => {
  const kinds = [PLACE.background, PLACE.tissue, PLACE.pen, PLACE.fold];
  const data = Uint8Array.from({ length: 100 }, (_, pixel) => kinds[pixel % 4] ?? 0);
  const map = { width: 10, height: 10, data };
  const cells = [0, 1, 2].flatMap((row) =>
    [0, 1, 2].map((column) => countPlaces(map, 3, [column, row])),
  );
  const sum = (of: "tissue" | "pen" | "fold") => cells.reduce((all, cell) => all + cell[of], 0);
  expect([sum("tissue"), sum("pen"), sum("fold")]).toEqual([75, 25, 25]);
});
