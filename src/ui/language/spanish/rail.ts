import type { rail as english } from "#ui/language/english/rail.ts";
import type { Translation } from "#ui/language/translation.ts";

export const rail: Translation<typeof english> = {
  panels: "Paneles",
  slides: "Preparaciones",
  display: "Visualización",
  annotations: "Anotaciones",
  analysis: "Análisis",
  layers: "Capas",
  pack: "Acerca de los modelos",
  keys: "Teclas",
  close: "Cerrar {{panel}}",
  themeSystem: "Tema: como el sistema",
  themeLight: "Tema: claro",
  themeDark: "Tema: oscuro",
};
