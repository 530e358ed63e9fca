import type { scale as english } from "#ui/language/english/scale.ts";
import type { Translation } from "#ui/language/translation.ts";

export const scale: Translation<typeof english> = {
  title: "¿Cuánto mide un píxel de esta preparación?",
  why: "La preparación no lo dice. Las células se detectan y cuentan en micras, de modo que una escala errónea falsea todo hallazgo, y Paraffin no adivina. Lo indican los ajustes del escáner o las propiedades del archivo original.",
  objective: "Menciona un objetivo de {{power}}×, con el que lo habitual es {{usual}}.",
  micronsPerPixel: "Micras por píxel",
  measure: "Medir sobre la preparación",
  lookOnly: "Solo mirar",
  use: "Usar esta escala",
  drawName: "Trace una línea sobre algo de longitud conocida",
  draw: "Trace una línea sobre algo de longitud conocida: una marca de regla, un hematíe (unas 7 µm).",
  drawn: "La línea mide {{pixels, number}} píxeles.",
  length: "Su longitud en micras",
  follows: "La escala se deduce de ambas.",
  perPixel: "{{scale}} µm por píxel",
  stop: "Dejar de medir",
  unknown: "Escala desconocida: indíquela",
  bar: "Barra de escala: {{length}}",
  moveBar: "Mover la barra de escala",
  moveBarHint: "Arrástrela o use las flechas; Esc la devuelve a su sitio",
};
