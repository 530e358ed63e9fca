import { useState } from "react";
import {
  type ImportLine,
  type ImportReport,
  reportText,
} from "#annotations/geojson/import-report.ts";
import { FaultNotice } from "#ui/fault/FaultNotice.tsx";
import type { PlainKeyIn } from "#ui/language/key.ts";
import { grouped } from "#ui/language/numbers.ts";
import { t } from "#ui/language/t.ts";
import { useImports } from "#ui/session/room.tsx";

/** What became of the file: how much was taken, and what was left out or changed and why. */
export function ImportNotice() {
  const state = useImports((store) => store.state);
  const importLeft = useImports((store) => store.importLeft);
  if (state.kind === "failed") return <FaultNotice fault={state.fault} />;
  if (state.kind !== "done") return null;
  return <Report name={state.name} report={state.report} onClose={importLeft} />;
}

interface Props {
  readonly name: string;
  readonly report: ImportReport;
  readonly onClose: () => void;
}

function Report({ name, report, onClose }: Props) {
  const { annotations, cells, features, leftOut, changed } = report;
  const isWhole = leftOut.length + changed.length === 0;
  return (
    <section className="import-report" aria-label={t("annotations.report")}>
      <h3>{name}</h3>
      <p role="status" className="measure">
        {t(isWhole ? "annotations.takenWhole" : "annotations.taken", {
          annotations: t("annotations.annotationCount", { count: annotations }),
          cells: t("annotations.cellCount", { count: cells }),
          objects: t("annotations.objectCount", { count: features }),
        })}
      </p>
      <Lines title={t("annotations.leftOut")} lines={leftOut} />
      <Lines title={t("annotations.changed")} lines={changed} />
      <div className="row">
        {!isWhole && <CopyButton text={reportText(name, report)} />}
        <button type="button" className="button" onClick={onClose}>
          {t("annotations.closeReport")}
        </button>
      </div>
    </section>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly ImportLine[] }) {
  if (lines.length === 0) return null;
  return (
    <>
      <h4>{title}</h4>
      <ul className="plain" aria-label={title}>
        {lines.map(({ what, count: times, examples }) => (
          <li key={what}>
            {what}{" "}
            <span className="quiet measure">
              {grouped(times)}: {examples.join(", ")}
              {times > examples.length && ", ..."}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function CopyButton({ text }: { text: string }) {
  const [words, setWords] = useState<PlainKeyIn<"annotations">>("annotations.copyList");
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setWords("annotations.copied"),
      () => setWords("annotations.notCopied"),
    );
  };
  return (
    <button type="button" className="button" onClick={copy}>
      {t(words)}
    </button>
  );
}
