import { type Remote, wrap } from "comlink";
import { ParaffinError } from "#core/errors.ts";
import { installTransferHandlers } from "#core/wire.ts";
import type { GeoJsonApi } from "#workers/geojson/geojson-api.ts";
import GeoJsonWorker from "#workers/geojson.worker.ts?worker";

/** Reads and writes GeoJSON; each call has a thread of its own, which ends with it. */
export function geoJsonDoor(start = () => new GeoJsonWorker({ name: "geojson" })): GeoJsonApi {
  installTransferHandlers();
  return {
    read: (...asked) => inWorker(start, (geojson) => geojson.read(...asked)),
    write: (...asked) => inWorker(start, (geojson) => geojson.write(...asked)),
  };
}

async function inWorker<Value>(
  start: () => Worker,
  use: (geojson: Remote<GeoJsonApi>) => Promise<Value>,
): Promise<Value> {
  const worker = start();
  const lost = new Promise<never>((_, reject) => {
    worker.addEventListener("error", ({ message }) => reject(lostWorker(message || "it crashed")));
    worker.addEventListener("messageerror", () =>
      reject(lostWorker("a message could not be read")),
    );
  });
  try {
    return await Promise.race([use(wrap<GeoJsonApi>(worker)), lost]);
  } finally {
    worker.terminate();
  }
}

function lostWorker(reason: string): ParaffinError {
  return new ParaffinError(
    "worker-lost",
    `The reader of GeoJSON stopped: ${reason}.`,
    "Try again. If it stops again, the file may need more memory than the browser gives.",
  );
}
