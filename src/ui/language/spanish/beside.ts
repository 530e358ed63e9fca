import type { beside as english } from "#ui/language/english/beside.ts";
import type { Translation } from "#ui/language/translation.ts";

export const beside: Translation<typeof english> = {
  title: "Lado a lado",
  open: "Abrir una preparación al lado",
  openFolder: "Abrir una carpeta al lado",
  openKept: "Abrir al lado",
  openKeptNamed: "Abrir al lado: {{name}}",
  hint: "Un corte seriado u otra tinción, para comparar: también se puede soltar en la página con Mayús pulsada.",
  howToAlign:
    "Para superponerlas: desvincule las vistas, mueva y gire la derecha, y vuelva a vincularlas.",
  pane: "Preparación al lado",
  name: "Al lado: {{name}}. Las flechas desplazan, más y menos amplían y reducen, 0 ajusta, F6 lleva a la otra preparación.",
  purpose: "Al lado, para comparar. Las preguntas son sobre la preparación de la izquierda.",
  close: "Cerrar la preparación de al lado",
  readAgain: "Leerla de nuevo",
  leftUnscaled:
    "Los tamaños no se pueden comparar: la preparación de la izquierda no indica su escala.",
  rightUnscaled: "Los tamaños no se pueden comparar: esta preparación no indica su escala.",
  bothUnscaled: "Los tamaños no se pueden comparar: ninguna preparación indica su escala.",
  byPixels: "Las vistas vinculadas van por píxeles.",
  scaleUnknown: "Escala desconocida",
  scale: "Escala de la preparación de al lado: {{length}}",
  link: "Vincular vistas",
  linkHint: "Vinculadas, se mueven juntas. Desvinculadas, superponga antes una a la otra.",
  linkOrUnlink: "Vincular o desvincular las vistas",
  otherSlide: "A la otra preparación",
  turn: "Girar la preparación de al lado 90° a la derecha",
  mirror: "Reflejar la preparación de al lado",
  turned: "Girada",
};
