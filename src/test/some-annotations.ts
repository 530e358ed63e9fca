import type { Annotation, Geometry } from "#annotations/annotation.ts";

/** A UUID that ends in a number. */
export const idNumber = (number: number): string =>
  `0c0ffee0-0000-4000-8000-${String(number).padStart(12, "0")}`;

/** An annotation with this geometry and nothing else, but for what is given. */
export const anAnnotation = (geometry: Geometry, given: Partial<Annotation> = {}): Annotation => ({
  id: idNumber(1),
  geometry,
  name: "",
  classification: null,
  note: "",
  isLocked: false,
  ...given,
});

const tumour = { name: "Tumour", colour: "#d55e00" };

/** One annotation of each kind, named, with a class or without. */
export const someAnnotations: readonly Annotation[] = [
  anAnnotation({ kind: "point", points: [[12.5, 900.25]] }, { name: "Mitosis" }),
  anAnnotation(
    {
      kind: "point",
      points: [
        [1, 2],
        [3, 4],
      ],
    },
    { id: idNumber(2), classification: tumour },
  ),
  anAnnotation(
    {
      kind: "line",
      lines: [
        [
          [0, 0],
          [300.01, 400.02],
        ],
      ],
    },
    { id: idNumber(3), name: "Breslow", note: 'From the granular layer,\n"deepest" cell' },
  ),
  anAnnotation(
    { kind: "rectangle", rect: { x: 10.1, y: 20.2, width: 1000.03, height: 500 } },
    { id: idNumber(4), classification: tumour, isLocked: true },
  ),
  anAnnotation(
    { kind: "ellipse", rect: { x: 400, y: 300, width: 333.34, height: 100 } },
    { id: idNumber(5), name: "Gland" },
  ),
  anAnnotation(
    {
      kind: "polygon",
      polygons: [
        [
          [
            [0, 0],
            [100, 10],
            [90, 100],
            [5, 80],
          ],
          [
            [20, 40],
            [40, 40],
            [40, 20],
          ],
        ],
        [
          [
            [200, 200],
            [260, 200],
            [230, 250.5],
          ],
        ],
      ],
    },
    { id: idNumber(6), name: "Margin" },
  ),
];
