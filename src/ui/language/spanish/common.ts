import type { common as english } from "#ui/language/english/common.ts";
import type { Translation } from "#ui/language/translation.ts";

export const common: Translation<typeof english> = {
  cancel: "Cancelar",
  retry: "Reintentar",
  none: "Ninguno",
};
