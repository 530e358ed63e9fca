import { readFileSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright";
import { createServer } from "vite";
import { chromiumFlags, chromiumPath, ensureChromium } from "../.ci/chromium.mjs";
import type { Measurement } from "./measurement.ts";
import type { Picked } from "./overlay-in-page.ts";

/** Frames as fast as they can be made: at the screen's own rate a cost below it would not show. */
const unhurried = ["--disable-gpu-vsync", "--disable-frame-rate-limit"];
const million = 1_000_000;
const zooms = [
  [0.5, "outlines"],
  [0.1, "points"],
  [0.02, "density"],
] as const;
const counts = [null, 0, 100_000, million] as const;

/** Cells over a slide of 100,000 x 80,000 pixels, panned in Chromium with a software renderer. */
export async function measure(): Promise<readonly Measurement[]> {
  ensureChromium();
  const server = await createServer({
    server: { port: 0, hmr: false, watch: null },
    logLevel: "error",
  });
  await server.listen();
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [...chromiumFlags, ...unhurried],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(0); // a busy machine is measured too
    await page.goto(new URL("bench/page.html", server.resolvedUrls?.local[0]).href);
    return [
      ...(await measureFrames(page)),
      ...(await measurePicking(page)),
      ...(await measureMemory(browser, page)),
    ];
  } finally {
    await browser.close();
    await server.close();
  }
}

const asked = <Value>(page: Page, call: string): Promise<Value> =>
  page.evaluate<Value>(`import("/bench/overlay-in-page.ts").then((m) => m.${call})`);

async function measureFrames(page: Page): Promise<Measurement[]> {
  const [ratios, times]: [Measurement[], Measurement[]] = [[], []];
  for (const [zoom, detail] of zooms) {
    let bare = Number.NaN;
    for (const cells of counts) {
      const p95 = p95Of(await asked<readonly number[]>(page, `panned(${cells}, ${zoom})`));
      const of = `p95 frame while panning at ${detail}`;
      if (cells === null) bare = p95;
      else
        ratios.push({ what: `${of}, ${named(cells)} / bare viewer`, value: p95 / bare, unit: "x" });
      times.push({ what: `${of}, ${named(cells)}`, value: p95, unit: "ms" });
    }
  }
  return [...ratios, ...times];
}

async function measurePicking(page: Page): Promise<Measurement[]> {
  const { median, worst, hits } = await asked<Picked>(page, `picked(${million})`);
  if (hits < 1000) throw new Error(`${1000 - hits} of 1000 picks found no cell.`);
  const lit: Measurement[] = [];
  for (const [zoom, detail] of zooms) {
    const value = await asked<number>(page, `highlighted(${million}, ${zoom})`);
    lit.push({
      what: `highlight of 100,000 of ${named(million)} at ${detail}, drawn`,
      value,
      unit: "ms",
    });
  }
  return [
    { what: `pick among ${named(million)}, median`, value: median, unit: "ms" },
    { what: `pick among ${named(million)}, worst of 1000`, value: worst, unit: "ms" },
    ...lit,
  ];
}

/** Resident memory of the page's and the graphics process; Linux alone tells it so. */
async function measureMemory(browser: Browser, page: Page): Promise<Measurement[]> {
  if (process.platform !== "linux") return [];
  const found: Measurement[] = [];
  for (const cells of counts) {
    await asked(page, `hold(${cells})`);
    const value = await residentMegabytes(browser);
    await asked(page, "release()");
    found.push({
      what: `resident in page and graphics process, ${named(cells)}`,
      value,
      unit: "MB",
    });
  }
  return found;
}

async function residentMegabytes(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const sizes = processInfo
    .filter(({ type }) => type === "renderer" || type === "GPU")
    .map(({ id }) => /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1]);
  return sizes.reduce((sum, kilobytes) => sum + Number(kilobytes ?? 0) / 1024, 0);
}

const named = (cells: number | null): string =>
  cells === null ? "bare viewer" : `${cells.toLocaleString("en")} cells`;

function p95Of(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(0.95 * times.length)] ?? Number.NaN;
}
