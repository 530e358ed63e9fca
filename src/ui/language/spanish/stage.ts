import type { stage as english } from "#ui/language/english/stage.ts";
import type { Translation } from "#ui/language/translation.ts";

export const stage: Translation<typeof english> = {
  slide: "Preparación",
  dropHere:
    "Suelte una preparación para abrirla (con Mayús, al lado de la abierta), o un GeoJSON para importarlo",
  hidden: "Evidencia oculta. H la muestra.",
  none: "No hay ninguna preparación abierta. Suelte una aquí.",
  awaited:
    "Este enlace se refiere a {{file}}, una preparación del ordenador de otra persona. Ábrala aquí para ver el mismo lugar.",
  missingTiles: "{{message}} {{tiles}} teselas en total.",
  openingZip: "Abriendo {{name}}. La lista de archivos de un zip grande tarda unos segundos.",
  opening: "Abriendo {{name}}",
  theSlide: "la preparación",
  files_one: "{{count, number}} archivo",
  files_many: "{{count, number}} de archivos",
  files_other: "{{count, number}} archivos",
  cancelled: "Se canceló la apertura de la preparación.",
  cancelledRemedy: "Ábrala de nuevo o abra otra.",
  sure: "{{percent}} % de seguridad",
  legend: "Leyenda",
  patchTitle: "P{{id}} · {{keyword}}",
  citedPatches_one: "{{count}} parche citado",
  citedPatches_many: "{{count}} de parches citados",
  citedPatches_other: "{{count}} parches citados",
  cells_one: "{{count, number}} célula",
  cells_many: "{{count, number}} de células",
  cells_other: "{{count, number}} células",
  density: "{{cells}}, {{density, number}} por mm²",
  bare: "El mismo tejido sin nada dibujado encima",
  nothingDrawn: "Ninguna evidencia dibujada",
  hatched_one: "{{count}} parche rayado, sin analizar",
  hatched_many: "{{count}} de parches rayados, sin analizar",
  hatched_other: "{{count}} parches rayados, sin analizar",
  drawn:
    "Evidencia dibujada: {{patches}} parches, {{cited}} de ellos citados o seleccionados, {{cells}} células",
  image:
    "Imagen de la preparación. Las flechas desplazan, más y menos cambian el aumento, 0 ajusta.",
};
