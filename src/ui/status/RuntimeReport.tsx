import type { LevelReport } from "#engine/engine.ts";
import { t } from "#ui/language/t.ts";
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
      <section
        id="runtime-report"
        className="popover"
        popover="auto"
        aria-label={t("status.whatRunsWhere")}
      >
        <h2>{t("status.whatRunsWhere")}</h2>
        <ul>
          {reports.map((report) => (
            <li key={report.level}>
              <strong>{t(`status.${report.level}`)}</strong> {placeOf(report)}
              {report.state !== "ready" && `, ${t(`status.${report.state}`)}`}
              <p className="quiet">{report.reason}</p>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function placeOf({ provider, threads }: LevelReport): string {
  if (provider === "webgpu") return "WebGPU";
  return t("status.wasm", { count: threads });
}

/** "WebGPU and WASM, 2 threads", the most threads any level has; says so when a level is lost. */
export function runsOn(reports: readonly LevelReport[]): string {
  const widest = (provider: LevelReport["provider"]) =>
    reports.filter((one) => one.provider === provider).toSorted((a, b) => b.threads - a.threads)[0];
  const places = [widest("webgpu"), widest("wasm")].flatMap((one) => (one ? [placeOf(one)] : []));
  const [first = "", second] = places;
  const words = second === undefined ? first : t("status.both", { first, second });
  const isLost = reports.some(({ state }) => state === "lost");
  return isLost ? t("status.placesLost", { places: words }) : words;
}
