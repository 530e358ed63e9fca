import type { gamepad as english } from "#ui/language/english/gamepad.ts";
import type { Translation } from "#ui/language/translation.ts";

export const gamepad: Translation<typeof english> = {
  title: "Mando",
  move: "Mover la preparación",
  leftStick: "Palanca izquierda",
  magnify: "Ampliar en torno al centro",
  rightStick: "Palanca derecha",
  triggers: "Gatillos",
  evidence: "Parche anterior y siguiente de la respuesta",
  shoulders: "Botones superiores",
  fly: "Volar al parche del centro",
  back: "Cerrar el panel, o volver a la vista anterior",
  hide: "Ocultar la evidencia mientras se mantiene",
  help: "Esta hoja",
  start: "Start",
};
