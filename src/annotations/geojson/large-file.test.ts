import { expect, test } from "vitest";
import { readGeoJson } from "./read-geojson.ts";

const features = 700_000;
const inPiece = 1000;

/** A file that is never whole in memory: cells as QuPath writes them, a thousand at a time. */
function fileOfCells(): Blob {
  let written = 0;
  let size = 0;
  const stream = () =>
    new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull(controller) {
        if (written > features) return controller.close();
        const cells = Array.from({ length: Math.min(inPiece, features - written) }, (_, at) =>
          cellText(written + at),
        );
        const start = written === 0 ? '{"type":"FeatureCollection","features":[' : ",";
        written += cells.length;
        const isLast = written === features;
        const bytes = new TextEncoder().encode(start + cells.join(",") + (isLast ? "]}" : ""));
        size += bytes.length;
        controller.enqueue(bytes);
        if (isLast) written += 1;
      },
    });
  const head = new Blob(["{"]);
  return Object.assign(new Blob(), {
    stream,
    slice: () => head,
    get bytesWritten() {
      return size;
    },
  });
}

/** Eight corners and the first again. */
const corners = [0, 1, 2, 3, 4, 5, 6, 7, 0].map((corner) => {
  const turn = (Math.PI * corner) / 4;
  return [Math.round(24 * Math.cos(turn)) / 4, Math.round(20 * Math.sin(turn)) / 4] as const;
});

function cellText(number: number): string {
  const [x, y] = [20 * (number % 1000) + 4, 20 * Math.floor(number / 1000) + 4];
  const ring = corners.map(([right, down]) => `[${x + right},${y + down}]`);
  const id = `0c0ffee0-0000-4000-8000-${String(number).padStart(12, "0")}`;
  const measurements = `{"Nucleus: Area µm^2":${number % 97},"Confidence":0.5}`;
  return `{"type":"Feature","id":"${id}","geometry":{"type":"Polygon","coordinates":[[${ring}]]},"properties":{"objectType":"detection","classification":{"name":"c${number % 4}","color":[1,2,3]},"measurements":${measurements}}}`;
}

test("700,000 features are read in slices, holding only what is kept of them", async () => {
  let ticks = 0;
  let longestMs = 0;
  const start = performance.now();
  let last = start;
  const beat = setInterval(() => {
    ticks += 1;
    longestMs = Math.max(longestMs, performance.now() - last);
    last = performance.now();
  }, 5);
  const before = process.memoryUsage();
  let most = 0;
  const seen: number[] = [];
  const { cells, report } = await readGeoJson(
    fileOfCells(),
    { slide: { width: 20_000, height: 20_000 }, cellClasses: [], knownClasses: [] },
    {
      onProgress: ({ features: done }) => {
        seen.push(done);
        const { heapUsed, arrayBuffers } = process.memoryUsage();
        most = Math.max(most, heapUsed + arrayBuffers - before.heapUsed - before.arrayBuffers);
      },
    },
  );
  clearInterval(beat);
  expect(report).toMatchObject({ features, cells: features, annotations: 0, leftOut: [] });
  expect(cells?.table.count).toBe(features);
  expect(cells?.columns.get("Nucleus: Area µm^2")?.[699_999]).toBe(699_999 % 97);
  expect(seen.length).toBeGreaterThan(500);
  // The file has some 300 MB; the table 60 MB, twice that while its columns grow.
  expect(most).toBeLessThan(400 * 2 ** 20);
  expect(ticks).toBeGreaterThan(100);
  // A share of the whole, so that a slow machine is no failure: the page would never feel it.
  expect(longestMs).toBeLessThan((performance.now() - start) / 40);
}, 600_000);

test("a stop is heard between two slices", async () => {
  const stop = new AbortController();
  const reading = readGeoJson(
    fileOfCells(),
    { slide: { width: 20_000, height: 20_000 }, cellClasses: [], knownClasses: [] },
    {
      signal: stop.signal,
      onProgress: () => stop.abort(new DOMException("stopped", "AbortError")),
    },
  );
  await expect(reading).rejects.toMatchObject({ name: "AbortError" });
});
