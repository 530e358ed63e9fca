import { type Remote, wrap } from "comlink";
import { ParaffinError } from "#core/errors.ts";
import type { SlideSource } from "#slides/slide-source.ts";
import type { PixelsApi } from "#workers/pixels/pixels-api.ts";
import type { SlideDoor } from "./create-engine.ts";

/** The pixels worker in its one life: `lost` rejects when it breaks. */
interface PixelsLife {
  readonly worker: Worker;
  readonly pixels: Remote<PixelsApi>;
  readonly lost: Promise<never>;
}

/**
 * One pixels worker for all slides, started with the first slide and again after a crash. Slides of
 * a broken worker reject with `worker-lost`: they have to be opened again.
 */
export function pixelsDoor(start: () => Worker): SlideDoor {
  let life: PixelsLife | null = null;
  return {
    async open(origin, options) {
      life ??= beginLife(start(), () => {
        life = null;
      });
      const { pixels, lost } = life;
      return whileAlive(await Promise.race([pixels.openSlide(origin, options), lost]), lost);
    },
    dispose() {
      life?.worker.terminate();
      life = null;
    },
  };
}

function beginLife(worker: Worker, onLost: () => void): PixelsLife {
  const lost = new Promise<never>((_, reject) => {
    const lose = (reason: string): void => {
      worker.terminate();
      onLost();
      reject(lostPixels(reason));
    };
    worker.addEventListener("error", ({ message }) => lose(message || "it crashed"));
    worker.addEventListener("messageerror", () => lose("a message could not be read"));
  });
  lost.catch(() => undefined); // heard by the calls that race against it
  return { worker, pixels: wrap<PixelsApi>(worker), lost };
}

function lostPixels(reason: string): ParaffinError {
  return new ParaffinError(
    "worker-lost",
    `The reader of the slide's pixels stopped: ${reason}.`,
    "Open the slide again.",
  );
}

/** The slide, whose calls end with the worker instead of waiting for ever. */
function whileAlive(slide: SlideSource, lost: Promise<never>): SlideSource {
  return {
    describe: () => Promise.race([slide.describe(), lost]),
    setMicronsPerPixel: (scale) => Promise.race([slide.setMicronsPerPixel(scale), lost]),
    read: (...asked) => Promise.race([slide.read(...asked), lost]),
    readTile: (...asked) => Promise.race([slide.readTile(...asked), lost]),
    readPicture: (...asked) => Promise.race([slide.readPicture(...asked), lost]),
    dispose: () => Promise.race([slide.dispose(), lost]),
  };
}
