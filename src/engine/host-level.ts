import { transfer } from "comlink";
import { ParaffinError } from "#core/errors.ts";
import type { Manifest } from "#packs/manifest.ts";
import type { Level } from "#pipeline/levels/level-files.ts";
import type { LevelService, PackFiles } from "#pipeline/levels/level-service.ts";
import type { LevelReport } from "./engine.ts";
import type { LevelEndpoint } from "./level-endpoint.ts";
import { watchSilence } from "./watch-silence.ts";

export interface HostOptions<Service> {
  readonly level: Level;
  readonly start: () => LevelEndpoint<Service>;
  /** Reads the level's files, anew for each start: the worker is given them for good. */
  readonly files: () => Promise<PackFiles>;
  readonly manifest: Manifest;
  readonly onReport: () => void;
}

/** One level's worker, kept alive: watched, ended when it breaks, started anew. */
export interface LevelHost<Service> {
  /** Starts and loads the worker unless it runs already. */
  load(): Promise<void>;
  /**
   * Asks the loaded worker. Rejects with `worker-lost` when the worker breaks meanwhile; the next
   * call finds it started anew.
   */
  call<Value>(use: (service: Service) => Promise<Value>): Promise<Value>;
  report(): LevelReport;
  dispose(): void;
}

/** One life of the worker: from its start to its loss. */
interface Life<Service> {
  readonly service: Service;
  readonly ready: Promise<void>;
  /** Never resolves; rejects when the worker is lost. */
  readonly lost: Promise<never>;
  readonly lose: (loss: Loss) => void;
  readonly end: () => void;
}

/** How a worker was lost; what cannot even load is not started again by itself. */
interface Loss {
  readonly reason: string;
  readonly cause?: unknown;
  readonly restart: boolean;
}

export function hostLevel<Service extends LevelService>(
  options: HostOptions<Service>,
): LevelHost<Service> {
  let life: Life<Service> | null = null;
  let disposed = false;
  /** A worker that breaks is started anew by itself once; a call that succeeds grants it again. */
  let mayRestart = true;
  let report = reportOf(options.level, { state: "loading", reason: "not started" });
  const tell = (next: LevelReport): void => {
    report = next;
    if (!disposed) options.onReport();
  };
  const onLost = (lost: Life<Service>, { reason, restart }: Loss): void => {
    if (life !== lost) return;
    life = null;
    tell({ ...report, state: "lost", reason });
    if (!restart || !mayRestart || disposed) return;
    mayRestart = false;
    alive().ready.catch(() => undefined); // told by the report, and to the next call
  };
  const alive = (): Life<Service> => {
    if (disposed) throw new Error(`The ${options.level} level was disposed.`);
    life ??= beginLife(options, { tell, onLost });
    return life;
  };
  return {
    load: () => alive().ready,
    async call(use) {
      const current = alive();
      await Promise.race([current.ready, current.lost]);
      try {
        const value = await Promise.race([use(current.service), current.lost]);
        mayRestart = true;
        return value;
      } catch (thrown) {
        if (isExpected(thrown)) throw thrown;
        current.lose({ reason: messageOf(thrown), cause: thrown, restart: true });
        return await current.lost;
      }
    },
    report: () => report,
    dispose() {
      disposed = true;
      life?.end();
      life = null;
    },
  };
}

interface LifeEvents<Service> {
  readonly tell: (report: LevelReport) => void;
  readonly onLost: (life: Life<Service>, loss: Loss) => void;
}

function beginLife<Service extends LevelService>(
  { level, start, files, manifest }: HostOptions<Service>,
  { tell, onLost }: LifeEvents<Service>,
): Life<Service> {
  tell(reportOf(level, { state: "loading", reason: "starting" }));
  const endpoint = start();
  let reject: (fault: ParaffinError) => void = () => undefined;
  const lost = new Promise<never>((_, rejects) => {
    reject = rejects;
  });
  lost.catch(() => undefined); // heard by the calls that race against it
  const stopWatching = watchSilence(
    () => endpoint.service.ping(),
    () => lose({ reason: "it did not answer for 30 seconds", restart: true }),
  );
  const end = (): void => {
    stopWatching();
    endpoint.end();
  };
  const lose = (loss: Loss): void => {
    end();
    reject(lostWorker(level, loss));
    onLost(life, loss);
  };
  const load = async (): Promise<void> => {
    const bytes = await files();
    const loaded = await endpoint.service.load(transfer(bytes, [...bytes.values()]), manifest);
    tell({ level, ...loaded, state: "ready" });
  };
  const ready = Promise.race([load(), lost]).catch((thrown: unknown) => {
    lose({ reason: messageOf(thrown), cause: thrown, restart: false });
    throw thrown;
  });
  const life: Life<Service> = { service: endpoint.service, ready, lost, lose, end };
  endpoint.onCrash((reason) => lose({ reason, restart: true }));
  return life;
}

function reportOf(
  level: Level,
  { state, reason }: Pick<LevelReport, "state" | "reason">,
): LevelReport {
  return { level, provider: "wasm", threads: 0, reason, state };
}

/** A stop and a fault that is already told are no broken worker; anything else may have broken it. */
function isExpected(thrown: unknown): boolean {
  if (thrown instanceof ParaffinError) return true;
  return thrown instanceof DOMException && thrown.name === "AbortError";
}

function lostWorker(level: Level, { reason, cause }: Loss): ParaffinError {
  return new ParaffinError(
    "worker-lost",
    `The ${level} models stopped: ${reason}.`,
    "They are being started again. Ask the question again.",
    { cause },
  );
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
