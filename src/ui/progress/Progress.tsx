import { useState } from "react";
import { FaultNotice } from "#ui/fault/FaultNotice.tsx";
import type { Key } from "#ui/language/key.ts";
import { t } from "#ui/language/t.ts";
import { useRuntime, useSession } from "#ui/session/room.tsx";
import { ChevronIcon } from "#ui/theme/icons.tsx";
import { BrowserNotes } from "./BrowserNotes.tsx";
import { type StageLine, summaryOf } from "./stage-lines.ts";
import { useProgress } from "./use-progress.ts";

/** What the work under way has done and what is left; Cancel stands beside it. */
export function Progress() {
  const { lines, isWorking, isAnswering } = useProgress();
  const { cancel, stop } = useSession();
  const [isAsked, setAsked] = useState(false);
  const isOpen = isAsked || isWorking || isAnswering;
  return (
    <section className="progress" role="status" aria-label={t("progress.title")} aria-live="off">
      <div className="row progress-head">
        <button
          type="button"
          className="disclosure"
          aria-expanded={isOpen}
          onClick={() => setAsked(!isAsked)}
        >
          <ChevronIcon />
          {summaryOf(lines)}
        </button>
        {(isWorking || isAnswering) && (
          <button type="button" className="button" onClick={isWorking ? cancel : stop}>
            {t("common.cancel")}
          </button>
        )}
      </div>
      {isOpen && (
        <ol className="stages">
          {(isAsked || isWorking ? lines : lines.filter(isOfAnswer)).map((line) => (
            <StageItem key={line.stage} line={line} />
          ))}
        </ol>
      )}
      <WorkFaults />
      <BrowserNotes />
      <div className="sr-only" aria-live="polite">
        {lines
          .filter(({ state }) => state === "done")
          .map(({ label }) => `${t("progress.done", { stage: label })} `)}
      </div>
    </section>
  );
}

/** While only an answer is under way, the stages of the slide have nothing new to say. */
const isOfAnswer = ({ stage }: StageLine): boolean =>
  stage === "filter" || stage === "cells" || stage === "answer";

function StageItem({ line }: { line: StageLine }) {
  return (
    <li data-stage={line.stage} data-state={line.state}>
      <span className="stage-label">{line.label}</span>
      <span className="stage-bar" aria-hidden="true">
        <span style={{ transform: `scaleX(${line.share ?? 0})` }} />
      </span>
      <span className="stage-count measure">
        {line.count === "" ? t(stateWords[line.state]) : line.count}
        {line.secondsLeft !== null && `, ${t("progress.aboutLeft", { seconds: line.secondsLeft })}`}
      </span>
    </li>
  );
}

const stateWords = {
  waiting: "progress.waiting",
  running: "progress.starting",
  done: "progress.stageDone",
  cancelled: "progress.cancelled",
  failed: "progress.failed",
} as const satisfies Record<StageLine["state"], Key>;

/** A failed or cancelled load and analysis, each with the way back. */
function WorkFaults() {
  const { loadPack, analyse } = useSession();
  const pack = useRuntime((store) => store.pack);
  const analysis = useRuntime((store) => store.analysis);
  return (
    <>
      {pack.kind === "failed" && <FaultNotice fault={pack.fault} onRetry={loadPack} />}
      {pack.kind === "cancelled" && <Resume what={t("progress.load")} onResume={loadPack} />}
      {analysis.kind === "failed" && <FaultNotice fault={analysis.fault} onRetry={analyse} />}
      {analysis.kind === "cancelled" && <Resume what={t("progress.read")} onResume={analyse} />}
    </>
  );
}

function Resume({ what, onResume }: { what: string; onResume: () => void }) {
  return (
    <button type="button" className="button" onClick={onResume}>
      {what}
    </button>
  );
}
