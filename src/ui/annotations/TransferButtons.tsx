import { useRef, useState } from "react";
import { t } from "#ui/language/t.ts";
import { useAnnotations, useCells, useImports, useRoom } from "#ui/session/room.tsx";
import { importAnnotations, stopImport } from "./import-annotations.ts";
import { exportGeoJson, exportMeasures } from "./transfer.ts";

/** To and from other programs. */
export function TransferButtons() {
  return (
    <section className="transfer" aria-label={t("annotations.transfer")}>
      <h3>{t("annotations.transfer")}</h3>
      <ImportButton />
      <ExportButtons />
    </section>
  );
}

function ImportButton() {
  const { stores } = useRoom();
  const input = useRef<HTMLInputElement>(null);
  const state = useImports((store) => store.state);
  function choose(files: FileList | null): void {
    const file = files?.[0];
    if (file !== undefined) void importAnnotations(stores, file);
    if (input.current !== null) input.current.value = "";
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t("annotations.file")}
        accept=".geojson,.json,.gz,application/geo+json"
        onChange={({ target }) => choose(target.files)}
      />
      {state.kind === "reading" ? (
        <Reading onStop={() => stopImport(stores)} />
      ) : (
        <button type="button" className="button" onClick={() => input.current?.click()}>
          {t("annotations.import")}
        </button>
      )}
    </>
  );
}

function Reading({ onStop }: { onStop: () => void }) {
  const progress = useImports(({ state }) => (state.kind === "reading" ? state.progress : null));
  const share = progress === null ? 0 : progress.bytes / Math.max(1, progress.totalBytes);
  return (
    <div className="reading" role="status">
      <progress aria-label={t("annotations.reading")} value={share} />
      <p className="quiet measure">
        {progress === null
          ? t("annotations.reading")
          : t("annotations.objectsRead", {
              objects: progress.features,
              percent: Math.round(100 * share),
            })}
      </p>
      <button type="button" className="button" onClick={onStop}>
        {t("annotations.cancelImport")}
      </button>
    </div>
  );
}

function ExportButtons() {
  const { stores } = useRoom();
  const hasAnnotations = useAnnotations((store) => store.annotations.length > 0);
  const hasCells = useCells(
    ({ state, table }) => state.kind === "ready" && (table?.count ?? 0) > 0,
  );
  const isExporting = useImports((store) => store.isExporting);
  const [isPacked, setPacked] = useState(false);
  const [withCells, setWithCells] = useState(true);
  const isNothing = !hasAnnotations && !(hasCells && withCells);
  return (
    <>
      <label>
        <input type="checkbox" checked={isPacked} onChange={() => setPacked(!isPacked)} />
        {t("annotations.packed")}
      </label>
      {hasCells && (
        <label>
          <input type="checkbox" checked={withCells} onChange={() => setWithCells(!withCells)} />
          {t("annotations.withCells")}
        </label>
      )}
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={isNothing || isExporting}
          onClick={() => void exportGeoJson(stores, { withCells: hasCells && withCells, isPacked })}
        >
          {t(isExporting ? "annotations.writing" : "annotations.export")}
        </button>
        <button
          type="button"
          className="button"
          disabled={!hasAnnotations}
          onClick={() => exportMeasures(stores)}
        >
          {t("annotations.measuresCsv")}
        </button>
      </div>
    </>
  );
}
