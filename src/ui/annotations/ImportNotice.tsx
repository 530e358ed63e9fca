import { useState } from "react";
import {
  type ImportLine,
  type ImportReport,
  reportText,
} from "#annotations/geojson/import-report.ts";
import { FaultNotice } from "#ui/fault/FaultNotice.tsx";
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
    <section className="import-report" aria-label="Import report">
      <h3>{name}</h3>
      <p role="status" className="measure">
        {count(annotations, "annotation")} and {count(cells, "cell")} taken of{" "}
        {count(features, "object")}
        {isWhole && ", all as they were"}.
      </p>
      <Lines title="Left out" lines={leftOut} />
      <Lines title="Changed" lines={changed} />
      <div className="row">
        {!isWhole && <CopyButton text={reportText(name, report)} />}
        <button type="button" className="button" onClick={onClose}>
          Close the report
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
              {times.toLocaleString("en")}: {examples.join(", ")}
              {times > examples.length && ", ..."}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function CopyButton({ text }: { text: string }) {
  const [words, setWords] = useState("Copy the list");
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setWords("Copied"),
      () => setWords("The browser did not let it be copied"),
    );
  };
  return (
    <button type="button" className="button" onClick={copy}>
      {words}
    </button>
  );
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}
