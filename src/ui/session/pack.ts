import type { Engine } from "#engine/engine.ts";
import { faultOf, isAbort } from "#stores/fault.ts";
import type { Stores } from "./stores.ts";

/** Downloads, checks and loads the pack; resolves whatever comes of it. */
export async function loadPack(
  engine: Engine,
  { runtime }: Stores,
  url: string,
  signal: AbortSignal,
): Promise<void> {
  const { workStarted, packLoaded, workCancelled, workFailed, stageAdvanced } = runtime.getState();
  workStarted("pack");
  try {
    const onProgress = (progress: Parameters<typeof stageAdvanced>[0]) =>
      stageAdvanced(progress, Date.now());
    packLoaded(await engine.loadPack(url, { signal, onProgress }));
  } catch (error) {
    if (isAbort(error)) workCancelled("pack");
    else workFailed("pack", faultOf(error));
  }
}
