import { type AnnotationClass, unclassifiedColour } from "#annotations/annotation.ts";
import { isRecord, type Tell } from "./read-geometry.ts";

/** What QuPath says of an object beside its outline. */
export interface ObjectProperties {
  /** "annotation", "detection", "cell", "tile", ... as the file says; annotation where it says nothing. */
  readonly objectType: string;
  readonly name: string;
  readonly note: string;
  readonly classification: AnnotationClass | null;
  readonly isLocked: boolean;
  readonly measurements: readonly (readonly [name: string, value: number])[];
}

/** Where QuPath keeps the words written to an annotation. */
export const noteField = "ANNOTATION_DESCRIPTION";

/** Reads the present form and the older ones: `object_type`, measurements in a list, packed colours. */
export function readProperties(
  feature: Readonly<Record<string, unknown>>,
  tell: Tell,
): ObjectProperties {
  const given = feature["properties"];
  const fields = isRecord(given) ? given : {};
  const metadata = isRecord(fields["metadata"]) ? fields["metadata"] : {};
  const note = textOf(metadata[noteField]) || textOf(fields["description"]);
  return {
    objectType: typeOf(feature, fields),
    name: textOf(fields["name"]),
    note,
    classification: classOf(fields["classification"], fields["color"], tell),
    isLocked: fields["isLocked"] === true,
    measurements: measurementsOf(fields["measurements"], tell),
  };
}

/** QuPath 0.1 and 0.2 wrote the kind of object where the id stands now. */
const oldIds: Readonly<Record<string, string>> = {
  PathAnnotationObject: "annotation",
  PathDetectionObject: "detection",
  PathCellObject: "cell",
  PathTileObject: "tile",
  PathRootObject: "root",
};

function typeOf(
  { id }: Readonly<Record<string, unknown>>,
  { objectType, object_type }: Readonly<Record<string, unknown>>,
): string {
  const told = textOf(objectType) || textOf(object_type);
  if (told !== "") return told.toLowerCase();
  return oldIds[textOf(id)] ?? "annotation";
}

function classOf(value: unknown, objectColour: unknown, tell: Tell): AnnotationClass | null {
  if (typeof value === "string" && value !== "") {
    return { name: value, colour: colourOf(objectColour) ?? unclassifiedColour };
  }
  if (!isRecord(value)) return null;
  const { name, names, color, colorRGB } = value;
  const parts = Array.isArray(names) ? names.filter((part) => typeof part === "string") : [];
  const called = textOf(name) || parts.join(": ");
  if (called === "") return null;
  const colour = colourOf(color) ?? colourOf(colorRGB) ?? colourOf(objectColour);
  if (colour === null) tell("A class without a colour was given one");
  return { name: called, colour: colour ?? unclassifiedColour };
}

/** [r, g, b], or the bytes A, R, G, B in one signed number as Java packs them. */
function colourOf(value: unknown): string | null {
  if (Array.isArray(value)) {
    const parts = value.slice(0, 3);
    if (parts.length < 3 || !parts.every((part) => Number.isInteger(part))) return null;
    return hexOf(parts.map((part) => Math.min(255, Math.max(0, Number(part)))));
  }
  if (typeof value !== "number" || !Number.isInteger(value)) return null;
  return hexOf([(value >> 16) & 255, (value >> 8) & 255, value & 255]);
}

const hexOf = (parts: readonly number[]): string =>
  `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;

/** { name: number } or [{ name, value }]. */
function measurementsOf(value: unknown, tell: Tell): ObjectProperties["measurements"] {
  const pairs: (readonly [unknown, unknown])[] = Array.isArray(value)
    ? value.map((item) => (isRecord(item) ? [item["name"], item["value"]] : [null, null]))
    : isRecord(value)
      ? Object.entries(value)
      : [];
  return pairs.flatMap(([name, number]) => {
    if (typeof name === "string" && typeof number === "number" && Number.isFinite(number)) {
      return [[name, number] as const];
    }
    tell("A measurement that is not a finite number was left out");
    return [];
  });
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
