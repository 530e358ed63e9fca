import type { pack as english } from "#ui/language/english/pack.ts";
import type { Translation } from "#ui/language/translation.ts";

export const pack: Translation<typeof english> = {
  comes: "La ficha llega con los modelos.",
  facts:
    "{{size}} MB; lee a {{scale}} µm/px, parches de {{pixels}} px, regiones de {{side}} x {{side}} parches",
  intendedUse: "Uso previsto",
  limits: "Limitaciones",
  learnedFrom: "Aprendido de",
  measured: "Medido",
  nothingMeasured: "No se ha medido nada.",
};
