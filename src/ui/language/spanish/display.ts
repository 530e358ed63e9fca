import type { display as english } from "#ui/language/english/display.ts";
import type { Translation } from "#ui/language/translation.ts";

export const display: Translation<typeof english> = {
  goTo: "Ir a una posición",
  goToTitle: "Ir a",
  unit: "Unidad",
  go: "Ir",
  goToHint:
    "Desde la esquina superior izquierda de la preparación; los px son los del tamaño completo.",
  brightness: "Brillo",
  contrast: "Contraste",
  gamma: "Gamma",
  light: "Luz",
  asScanned: "Como se escaneó",
  lightHint: "Solo para la vista: los modelos leen la preparación tal como se escaneó.",
  link: "Enlace",
  linkTitle: "Enlace a esta vista",
  linkAddress: "Dirección de esta vista",
  copyLink: "Copiar enlace",
  linkOfFile:
    "Esta preparación está en su ordenador: a quien siga el enlace se le pedirá el archivo.",
  linkOpens: "Abre la preparación en este lugar. Una pregunta incluida queda escrita, no se envía.",
  linkCopied: "Enlace copiado.",
  linkNotCopied: "El navegador no permitió copiar el enlace. Está en el panel Visualización.",
  notice: "Aviso",
  picture: "Imagen",
  savePng: "Guardar como PNG",
  copy: "Copiar",
  fullScreen: "Pantalla completa",
  beside: "Tejido sin marcas al lado",
  pictureHint: "Tal como se ve: luz, barra de escala y la evidencia, salvo que H la oculte.",
  pictureCopied: "Imagen copiada.",
  pictureNotCopied: "El navegador no permitió copiar la imagen. Guárdela en su lugar.",
  noFullScreen:
    "El navegador no cedió la pantalla completa. Quizá F11 o una ventana propia lo logren.",
  turn: "Giro",
  degrees: "Grados",
  left: "Izquierda 90°",
  right: "Derecha 90°",
  mirror: "Espejo",
  straight: "Recta",
  twoNumbers: "Hacen falta dos números.",
  noScale: "Esta preparación aún no tiene escala; use píxeles.",
  outside: "Fuera de la preparación: x va de 0 a {{x}}, y de 0 a {{y}}.",
  language: "Idioma",
  languageNote:
    "Las respuestas y los informes de error están en inglés: el modelo se entrenó en inglés.",
};
