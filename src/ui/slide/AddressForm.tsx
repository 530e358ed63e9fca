import { type FormEvent, useState } from "react";
import { t } from "#ui/language/t.ts";
import { useSession } from "#ui/session/room.tsx";
import { slideAt } from "./address.ts";

/** Opens a slide by its address: a file, a .dzi, an IIIF service. */
export function AddressForm() {
  const { openSlide } = useSession();
  const [isWrong, setWrong] = useState(false);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get("address"));
    setWrong(!URL.canParse(typed, document.baseURI));
    if (URL.canParse(typed, document.baseURI)) {
      void openSlide(slideAt(typed, null, document.baseURI));
    }
  }
  return (
    <form className="address" onSubmit={submit}>
      <label>
        {t("slides.address")}
        <input name="address" inputMode="url" required placeholder="https://…/slide.svs" />
      </label>
      <button type="submit" className="button">
        {t("slides.openAddress")}
      </button>
      {isWrong && <p role="alert">{t("slides.noAddress")}</p>}
    </form>
  );
}
