import { useEffect, useRef, useState } from "react";
import { useAnnotations, useCells, useImports, useRoom } from "#ui/session/room.tsx";
import { createTask } from "#ui/session/task.ts";
import { exportGeoJson, exportMeasures, importFile } from "./transfer.ts";

/** To and from other programs. */
export function TransferButtons() {
  return (
    <section className="transfer" aria-label="Import and export">
      <h3>Import and export</h3>
      <ImportButton />
      <ExportButtons />
    </section>
  );
}

function ImportButton() {
  const { stores } = useRoom();
  const input = useRef<HTMLInputElement>(null);
  const state = useImports((store) => store.state);
  const [reading] = useState(createTask);
  useEffect(() => () => reading.stop(), [reading]);
  function choose(files: FileList | null): void {
    const file = files?.[0];
    if (file !== undefined) void reading.run((signal) => importFile(stores, file, signal));
    if (input.current !== null) input.current.value = "";
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="GeoJSON file"
        accept=".geojson,.json,.gz,application/geo+json"
        onChange={({ target }) => choose(target.files)}
      />
      {state.kind === "reading" ? (
        <Reading onStop={() => reading.stop()} />
      ) : (
        <button type="button" className="button" onClick={() => input.current?.click()}>
          Import GeoJSON
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
      <progress aria-label="Reading the file" value={share} />
      <p className="quiet measure">
        {progress === null
          ? "Reading the file"
          : `${progress.features.toLocaleString("en")} objects read, ${Math.round(100 * share)} %`}
      </p>
      <button type="button" className="button" onClick={onStop}>
        Cancel the import
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
        Packed (.geojson.gz)
      </label>
      {hasCells && (
        <label>
          <input type="checkbox" checked={withCells} onChange={() => setWithCells(!withCells)} />
          With the cells of the slide
        </label>
      )}
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={isNothing || isExporting}
          onClick={() => void exportGeoJson(stores, { withCells: hasCells && withCells, isPacked })}
        >
          {isExporting ? "Writing the file" : "Export GeoJSON"}
        </button>
        <button
          type="button"
          className="button"
          disabled={!hasAnnotations}
          onClick={() => exportMeasures(stores)}
        >
          Measures as CSV
        </button>
      </div>
    </>
  );
}
