import { t } from "#ui/language/t.ts";
import { hasWebGl2 } from "#ui/overlay/has-webgl2.ts";
import { usePreferences } from "#ui/session/room.tsx";
import { CloseIcon } from "#ui/theme/icons.tsx";
import { browserNotes } from "./browser-notes.ts";

/** Limits of this browser, each said once and dismissed for good. */
export function BrowserNotes() {
  const dismissed = usePreferences((store) => store.notesDismissed);
  const noteDismissed = usePreferences((store) => store.noteDismissed);
  const notes = browserNotes({
    hasWebGpu: "gpu" in navigator,
    hasWebGl2: hasWebGl2(),
    isIsolated: crossOriginIsolated,
  });
  return notes
    .filter(({ name }) => !dismissed.includes(name))
    .map(({ name, text }) => (
      <div key={name} className="note row" role="note">
        <p>{text}</p>
        <button
          type="button"
          aria-label={t("progress.dismiss")}
          onClick={() => noteDismissed(name)}
        >
          <CloseIcon />
        </button>
      </div>
    ));
}
