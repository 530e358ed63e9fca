import type { LevelReport } from "#engine/engine.ts";
import { useRuntime } from "#ui/session/room.tsx";

/** What each level runs on and why, behind one short word in the status line. */
export function RuntimeReport() {
  const reports = useRuntime((store) => store.reports);
  if (reports.length === 0) return null;
  return (
    <>
      <button type="button" className="button-quiet" popoverTarget="runtime-report">
        {runsOn(reports)}
      </button>
      <section id="runtime-report" className="popover" popover="auto" aria-label="What runs where">
        <h2>What runs where</h2>
        <ul>
          {reports.map((report) => (
            <li key={report.level}>
              <strong>{levelNames[report.level]}</strong> {placeOf(report)}
              {report.state !== "ready" && `, ${report.state}`}
              <p className="quiet">{report.reason}</p>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

const levelNames: Record<LevelReport["level"], string> = {
  patch: "Patches",
  cell: "Cells",
  region: "Regions",
  slide: "Slide",
  llm: "Language model",
};

function placeOf({ provider, threads }: LevelReport): string {
  if (provider === "webgpu") return "WebGPU";
  return `WASM, ${threads} ${threads === 1 ? "thread" : "threads"}`;
}

/** "WebGPU and WASM, 2 threads", the most threads any level has; says so when a level is lost. */
export function runsOn(reports: readonly LevelReport[]): string {
  const widest = (provider: LevelReport["provider"]) =>
    reports.filter((one) => one.provider === provider).toSorted((a, b) => b.threads - a.threads)[0];
  const places = [widest("webgpu"), widest("wasm")].flatMap((one) => (one ? [placeOf(one)] : []));
  const isLost = reports.some(({ state }) => state === "lost");
  return `${places.join(" and ")}${isLost ? ", a level is lost" : ""}`;
}
