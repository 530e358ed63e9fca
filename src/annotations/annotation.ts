import type { Level0Ring } from "#core/area.ts";
import type { Level0Point, Level0Rect } from "#core/geometry.ts";

/** A polygon: its outer ring, then its holes. */
export type Polygon = readonly Level0Ring[];

/** What is drawn on the slide, in level-0 pixels; several points, lines or polygons may be one thing. */
export type Geometry =
  | { readonly kind: "point"; readonly points: readonly Level0Point[] }
  | { readonly kind: "line"; readonly lines: readonly (readonly Level0Point[])[] }
  | { readonly kind: "rectangle"; readonly rect: Level0Rect }
  /** The ellipse that fills the box. */
  | { readonly kind: "ellipse"; readonly rect: Level0Rect }
  | { readonly kind: "polygon"; readonly polygons: readonly Polygon[] };

export interface AnnotationClass {
  readonly name: string;
  /** "#0072b2". */
  readonly colour: string;
}

/** What a person marked: plain, so that it can be kept and sent. */
export interface Annotation {
  /** A UUID, the same in a file that is exported and read again. */
  readonly id: string;
  readonly geometry: Geometry;
  /** Empty where nobody named it. */
  readonly name: string;
  readonly classification: AnnotationClass | null;
  readonly note: string;
  /** Not to be moved or reshaped by hand. */
  readonly isLocked: boolean;
}

/** Colours of annotations without a class. */
export const unclassifiedColour = "#e69f00";

export const colourOf = ({ classification }: Annotation): string =>
  classification?.colour ?? unclassifiedColour;

/** What a person calls it: its name, else its place in the list. */
export const labelOf = ({ name }: Annotation, index: number): string =>
  name === "" ? `Annotation ${index + 1}` : name;
