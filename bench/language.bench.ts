import { chromium } from "playwright";
import { createServer } from "vite";
import { openNodeSession } from "#node/node-runtime.ts";
import { openDiskPack } from "#node/pack-on-disk.ts";
import { chromiumFlags, chromiumPath, ensureChromium } from "../.ci/chromium.mjs";
import { type DecoderSpeed, decoderSpeed } from "./decoder-speed.ts";
import type { InPage } from "./language-in-page.ts";
import type { Measurement } from "./measurement.ts";

/** What is promised is promised on two cores. */
const THREADS = 2;

/** The language model: written tokens and read prompts, on WASM in a page beside native onnxruntime. */
export async function measure(): Promise<readonly Measurement[]> {
  const page = await inPage();
  const { manifest, read } = openDiskPack();
  const session = await openNodeSession(read("llm-decoder"), THREADS);
  const native = await decoderSpeed(session, manifest);
  await session.release();
  const ratio = (what: string, value: number): Measurement => ({ what, value, unit: "x" });
  return [
    ratio("tokens a second, wide on WASM / int4 on WASM", tokens(page.wide) / tokens(page.int4)),
    ratio("tokens a second, wide on WASM / native int4", tokens(page.wide) / tokens(native)),
    ratio("prefill of 512, wide on WASM / native int4", page.wide.prefill / native.prefill),
    ratio("prefill of 512, int4 on WASM / wide on WASM", page.int4.prefill / page.wide.prefill),
    ratio(
      "a layer's attention over 512 on WASM, GroupQueryAttention / written out",
      page.grouped / page.writtenOut,
    ),
    ...speeds(`wide on WASM, ${page.threads} threads`, page.wide),
    ...speeds(`int4 on WASM, ${page.threads} threads`, page.int4),
    ...speeds(`int4 on onnxruntime-node, ${THREADS} threads`, native),
    { what: "int4 expanded for WASM when the level is loaded", value: page.expanding, unit: "ms" },
  ];
}

const tokens = ({ tokensPerSecond }: DecoderSpeed): number => tokensPerSecond;

function speeds(where: string, { prefill, tokensPerSecond }: DecoderSpeed): Measurement[] {
  return [
    { what: `${where}: written behind 512 tokens`, value: tokensPerSecond, unit: "/s" },
    { what: `${where}: prefill of 512 tokens`, value: prefill, unit: "ms" },
  ];
}

/** Runs `language-in-page.ts` in Chromium, on a page that sees two cores. */
async function inPage(): Promise<InPage> {
  ensureChromium();
  const server = await createServer({ server: { port: 0 }, logLevel: "error" });
  await server.listen();
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [...chromiumFlags],
  });
  try {
    const page = await browser.newPage();
    await page.addInitScript((cores) => {
      Object.defineProperty(navigator, "hardwareConcurrency", { value: cores });
    }, THREADS);
    await page.goto(new URL("bench/page.html", server.resolvedUrls?.local[0]).href);
    const work = 'import("/bench/language-in-page.ts").then((m) => m.measureInPage())';
    return await page.evaluate<InPage>(work);
  } finally {
    await browser.close();
    await server.close();
  }
}
