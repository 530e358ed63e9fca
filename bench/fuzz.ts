import { ParaffinError } from "#core/errors.ts";
import { nodeDecoders } from "#node/node-decoders.ts";
import { BlobBytes } from "#slides/bytes/blob-bytes.ts";
import { openBytes } from "#slides/open-slide.ts";
import { TiledSource } from "#slides/tiled-source.ts";
import type { FuzzReport } from "#test/fuzz-report.ts";
import { type Random, seeded } from "#test/seeded.ts";
import { type FuzzSlide, fuzzSlides } from "./fuzz-slides.ts";
import { broken } from "./mutate.ts";

export interface FuzzAsked {
  readonly cases: number;
  readonly seed: number;
  readonly onCase?: (done: number) => void;
}

/** A read is withdrawn after this long, and must then end in as long again. */
const patience = 2000;

const decoders = nodeDecoders();

/** One case after the other: the process's memory is then that of the case. */
export async function fuzz({ cases, seed, onCase }: FuzzAsked): Promise<FuzzReport> {
  const slides = await fuzzSlides();
  const found = { opened: 0, refused: 0, crashes: [] as string[], hangs: [] as string[] };
  let [slowest, largest] = [0, 0];
  for (let at = 0; at < cases; at += 1) {
    const random = seeded(seed * 1_000_003 + at);
    const slide = slides[Math.floor(random() * slides.length)] as FuzzSlide;
    const start = performance.now();
    const outcome = await tried({ ...slide, bytes: broken(slide.bytes, random) }, random);
    const name = `${slide.name}, seed ${seed}, case ${at}`;
    if (outcome === "opened" || outcome === "refused") found[outcome] += 1;
    else if (outcome === "hung") found.hangs.push(name);
    else found.crashes.push(`${name}: ${outcome.crash}`);
    slowest = Math.max(slowest, performance.now() - start);
    largest = Math.max(largest, process.memoryUsage.rss() / 2 ** 20);
    onCase?.(at + 1);
  }
  return {
    cases,
    ...found,
    slowestMilliseconds: Math.round(slowest),
    largestMegabytes: Math.round(largest),
  };
}

type Outcome = "opened" | "refused" | "hung" | { readonly crash: string };

async function tried(slide: FuzzSlide, random: Random): Promise<Outcome> {
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), patience);
  const late = new Promise<Outcome>((resolve) => {
    setTimeout(resolve, 3 * patience, "hung").unref();
  });
  try {
    return await Promise.race([looked(slide, random, stop.signal), late]);
  } catch (thrown) {
    if (stop.signal.aborted && thrown instanceof DOMException) return "refused";
    if (thrown instanceof ParaffinError) return "refused";
    return { crash: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) };
  } finally {
    clearTimeout(clock);
  }
}

/** What the page does first: opens, looks at the whole, at a place, and at the pictures. */
async function looked(slide: FuzzSlide, random: Random, signal: AbortSignal): Promise<Outcome> {
  const bytes = new BlobBytes(new Blob([slide.bytes]), slide.name);
  const source = new TiledSource(await openBytes([bytes], decoders, { signal }), decoders.image, 1);
  try {
    const { width, height, pictures, levels } = await source.describe();
    const place = { x: random() * width, y: random() * height, width: 200, height: 150 };
    const last = levels.length - 1;
    await told(source.read(place, 1, { signal }));
    await told(source.readTile(0, 0, 0, { signal }));
    await told(source.readTile(last, 0, 0, { signal }));
    for (const name of pictures) await told(source.readPicture(name, { signal }));
    return "opened";
  } finally {
    await source.dispose();
  }
}

/** A tile that cannot be had is told, and the rest of the slide is still looked at. */
async function told(reading: Promise<unknown>): Promise<void> {
  await reading.catch((thrown: unknown) => {
    if (!(thrown instanceof ParaffinError)) throw thrown;
  });
}
