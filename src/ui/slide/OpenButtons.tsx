import { t } from "#ui/language/t.ts";
import { useSession } from "#ui/session/room.tsx";
import { ChooseButtons } from "./ChooseButtons.tsx";

/** Opens a slide of this computer. */
export function OpenButtons() {
  const { openSlide } = useSession();
  return (
    <ChooseButtons
      file={t("slides.openFile")}
      folder={t("slides.openFolder")}
      onChosen={(origin) => void openSlide(origin)}
    />
  );
}
