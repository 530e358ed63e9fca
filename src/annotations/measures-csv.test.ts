import { expect, test } from "vitest";
import { anAnnotation, idNumber, someAnnotations } from "#test/some-annotations.ts";
import { measuresCsv } from "./measures-csv.ts";

test("a row for each annotation: its box in pixels, what it measures in microns", () => {
  const [head, ...rows] = measuresCsv(someAnnotations, 0.5).trimEnd().split("\r\n");
  expect(head).toBe(
    "id,name,class,kind,x_px,y_px,width_px,height_px,length_um,area_um2,perimeter_um,note",
  );
  expect(rows[0]).toBe(`${idNumber(1)},Mitosis,,point,12.5,900.25,0,0,,,,`);
  expect(rows[2]).toContain(`${idNumber(3)},Breslow,,line,0,0,300.01,400.02,250.01,,,`);
  expect(rows.at(-1)).toMatch(/^0c0ffee0-.*,Margin,,polygon,/);
});

test("words with commas, quotes and line ends stand in quotes", () => {
  const csv = measuresCsv(someAnnotations.slice(2, 3), 0.5);
  expect(csv).toContain('"From the granular layer,\n""deepest"" cell"');
});

test("a slide without a scale has pixels alone", () => {
  const line = anAnnotation({
    kind: "line",
    lines: [
      [
        [0, 0],
        [3, 4],
      ],
    ],
  });
  expect(measuresCsv([line], null)).toContain("Annotation 1,,line,0,0,3,4,,,,");
});

test("a name that a spreadsheet would reckon with is text", () => {
  const rect = { x: 0, y: 0, width: 1, height: 1 };
  const named = anAnnotation({ kind: "rectangle", rect }, { name: "=HYPERLINK(A1)" });
  expect(measuresCsv([named], 1)).toContain(",'=HYPERLINK(A1),");
});
