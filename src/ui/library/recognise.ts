import type { OpenSlide, SlideOrigin } from "#engine/engine.ts";
import type { KeptSlide } from "#library/kept-slide.ts";
import type { Library } from "#library/library.ts";
import { slideDigest } from "#library/slide-digest.ts";

/** A slide that was just opened, as the library knows it. */
export interface Recognised {
  readonly digest: string;
  /** As it was left on an earlier visit; null where it is new. */
  readonly kept: KeptSlide | null;
  /** Lets another tab keep it; null where another tab does. */
  readonly release: (() => void) | null;
}

/** Finds a slide by its digest and holds it for this tab. Throws what the library throws. */
export async function recognise(
  { records, locks }: Library,
  origin: SlideOrigin,
  { source, description }: OpenSlide,
  signal: AbortSignal,
): Promise<Recognised> {
  const digest = await slideDigest(origin, source, description, { signal });
  const kept = await records.get(digest, "slide");
  signal.throwIfAborted();
  return { digest, kept, release: await locks.hold(digest) };
}
