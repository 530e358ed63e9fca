import { type ChangeEvent, useEffect, useMemo, useRef, useState } from "react";
import { FaultNotice } from "#ui/fault/FaultNotice.tsx";
import { t } from "#ui/language/t.ts";
import { useLibrary, usePreferences, useRoom } from "#ui/session/room.tsx";
import { KeptSlideRow } from "./KeptSlideRow.tsx";
import { type LibraryActions, libraryActions } from "./library-actions.ts";
import { storageWords } from "./library-words.ts";

/** The slides that are remembered, and what is kept of them; part of the panel Slides. */
export function LibraryPart() {
  const room = useRoom();
  const actions = useMemo(() => libraryActions(room), [room]);
  const state = useLibrary((store) => store.state);
  const fault = useLibrary((store) => store.fault);
  const { keeper } = room.session;
  useEffect(() => void keeper.refresh(), [keeper]);
  return (
    <section className="library" aria-label={t("library.title")}>
      <h3>{t("library.title")}</h3>
      {state.kind === "failed" && <FaultNotice fault={state.fault} />}
      {fault !== null && <FaultNotice fault={fault} />}
      {state.kind === "opening" && <p className="quiet">{t("library.looking")}</p>}
      {state.kind === "open" && <OpenLibrary actions={actions} />}
    </section>
  );
}

function OpenLibrary({ actions }: { actions: LibraryActions }) {
  const slides = useLibrary((store) => store.slides);
  const notice = useLibrary((store) => store.notice);
  const keepsNothing = usePreferences((store) => store.keepsNothing);
  return (
    <>
      {slides.length === 0 && <p className="quiet">{t("library.empty")}</p>}
      <ul className="plain kept-slides">
        {slides.map((slide) => (
          <KeptSlideRow key={slide.digest} slide={slide} actions={actions} />
        ))}
      </ul>
      <FileButtons actions={actions} />
      {notice !== null && <p role="status">{notice}</p>}
      <StorageLine actions={actions} />
      <label className="row">
        <input
          type="checkbox"
          checked={keepsNothing}
          onChange={(event) => actions.keepNothing(event.target.checked)}
        />
        {t("library.keepNothing")}
      </label>
    </>
  );
}

function FileButtons({ actions }: { actions: LibraryActions }) {
  const slides = useLibrary((store) => store.slides);
  const file = useRef<HTMLInputElement>(null);
  const [isAsking, setAsking] = useState(false);
  function chosen(event: ChangeEvent<HTMLInputElement>): void {
    const [one] = event.target.files ?? [];
    if (one !== undefined) void actions.importFile(one);
    event.target.value = "";
  }
  return (
    <div className="row">
      {slides.length > 0 && (
        <>
          <button type="button" className="button" onClick={() => void actions.exportAll(slides)}>
            {t("library.exportAll")}
          </button>
          <button
            type="button"
            className="button"
            onClick={() => (isAsking ? void actions.forget(slides) : setAsking(true))}
            onBlur={() => setAsking(false)}
          >
            {isAsking
              ? t("library.forgetAllAsked", { slides: slides.length })
              : t("library.forgetAll")}
          </button>
        </>
      )}
      <button type="button" className="button" onClick={() => file.current?.click()}>
        {t("library.import")}
      </button>
      <input
        ref={file}
        type="file"
        accept=".zip"
        className="sr-only"
        aria-label={t("library.exported")}
        tabIndex={-1}
        onChange={chosen}
      />
    </div>
  );
}

function StorageLine({ actions }: { actions: LibraryActions }) {
  const use = useLibrary((store) => store.use);
  if (use === null) return null;
  return (
    <div className="measure">
      <p className="quiet">{storageWords(use)}</p>
      {!use.isPersisted && (
        <button type="button" className="button-quiet" onClick={() => void actions.persist()}>
          {t("library.persist")}
        </button>
      )}
    </div>
  );
}
