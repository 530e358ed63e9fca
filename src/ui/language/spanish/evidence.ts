import type { evidence as english } from "#ui/language/english/evidence.ts";
import type { Translation } from "#ui/language/translation.ts";

export const evidence: Translation<typeof english> = {
  title: "Evidencia",
  share_one: "{{cited}} citados de {{count}} parche conservado",
  share_many: "{{cited}} citados de {{count}} de parches conservados",
  share_other: "{{cited}} citados de {{count}} parches conservados",
  showAll_one: "Mostrar {{count}} parche",
  showAll_many: "Mostrar los {{count}} de parches",
  showAll_other: "Mostrar los {{count}} parches",
  relevance: "relevancia {{value}}",
  within: "en {{area}}",
  notReadable: "No se puede leer",
  strong: "evidencia fuerte",
  moderate: "evidencia moderada",
  weak: "evidencia débil",
  citation: "P{{id}}, {{strength}}",
};
