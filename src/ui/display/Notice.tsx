import { useEffect } from "react";
import { t } from "#ui/language/t.ts";
import { useDisplay } from "#ui/session/room.tsx";

/** Milliseconds a notice stays: long enough to be read twice. */
const shownFor = 6000;

/** One line about what a command has just done. */
export function Notice() {
  const notice = useDisplay((store) => store.notice);
  const noticed = useDisplay((store) => store.noticed);
  useEffect(() => {
    if (notice === null) return;
    const timer = setTimeout(() => noticed(null), shownFor);
    return () => clearTimeout(timer);
  }, [notice, noticed]);
  return (
    <p
      className={notice === null ? "sr-only" : "hud"}
      role="status"
      aria-label={t("display.notice")}
    >
      {notice}
    </p>
  );
}
