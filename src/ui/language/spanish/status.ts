import type { status as english } from "#ui/language/english/status.ts";
import type { Translation } from "#ui/language/translation.ts";

export const status: Translation<typeof english> = {
  whatRunsWhere: "Qué se ejecuta y dónde",
  patch: "Parches",
  cell: "Células",
  region: "Regiones",
  slide: "Preparación",
  llm: "Modelo de lenguaje",
  wasm_one: "WASM, {{count}} hilo",
  wasm_many: "WASM, {{count}} de hilos",
  wasm_other: "WASM, {{count}} hilos",
  both: "{{first}} y {{second}}",
  loading: "cargando",
  lost: "perdido",
  placesLost: "{{places}}, se ha perdido un nivel",
  scale: "preparación {{scale}}",
  fullSize: "{{percent}} % del tamaño completo",
  onScreen: "{{scale}} µm/px en pantalla",
  turned: "girada {{degrees}}°",
  mirrored: "en espejo",
  lightChanged: "luz modificada",
  fromFile: "según el archivo de la preparación",
  fromAddress: "según la dirección",
  fromPerson: "indicada por usted",
  scaleUnknown: "escala desconocida",
};
