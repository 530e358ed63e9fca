import type { Annotation } from "#annotations/annotation.ts";
import { t } from "#ui/language/t.ts";

/** What the page calls an annotation: its name, else its place in the list. */
export const labelWords = ({ name }: Annotation, index: number): string =>
  name === "" ? t("annotations.unnamed", { place: index + 1 }) : name;
