import { expose, wrap } from "comlink";
import { afterEach, beforeAll, expect, test } from "vitest";
import { installTransferHandlers } from "#core/wire.ts";
import { openDiskSlide } from "#node/open-disk-slide.ts";
import type { RgbImage, SlideSource } from "#slides/slide-source.ts";
import { fixture } from "#test/fixtures.ts";
import { painting } from "#test/painting.ts";
import { transferredSlide } from "#workers/pixels/transferred-slide.ts";

const channel = new MessageChannel();
beforeAll(installTransferHandlers);
afterEach(() => {
  channel.port1.close();
  channel.port2.close();
});

test("a slide on another thread reads, stops and hands its pixels over", async () => {
  const near = await openDiskSlide(fixture("slides-small", "painted-png.dzi"));
  const handedOver: RgbImage[] = [];
  const read: SlideSource["read"] = async (...asked) => {
    const image = await near.read(...asked);
    handedOver.push(image);
    return image;
  };
  expose(transferredSlide({ ...methodsOf(near), read }), channel.port1);
  const far: SlideSource = wrap<SlideSource>(channel.port2);

  const whole = { x: 0, y: 0, width: 300, height: 220 };
  expect(await far.describe()).toMatchObject({ width: 300, micronsPerPixel: 0.25 });
  expect(await far.read(whole, 0.25)).toEqual(painting);
  expect(handedOver[0]?.data.byteLength).toBe(0);
  const aborted = far.read(whole, 0.25, { signal: AbortSignal.abort() });
  await expect(aborted).rejects.toMatchObject({ name: "AbortError" });
  await expect(far.readTile(99, 0, 0)).rejects.toMatchObject({ kind: "slide-tile-missing" });
  await far.dispose();
});

function methodsOf(slide: SlideSource): SlideSource {
  return {
    describe: () => slide.describe(),
    setMicronsPerPixel: (micronsPerPixel) => slide.setMicronsPerPixel(micronsPerPixel),
    read: (...asked) => slide.read(...asked),
    readTile: (...asked) => slide.readTile(...asked),
    readPicture: (...asked) => slide.readPicture(...asked),
    dispose: () => slide.dispose(),
  };
}
