import type { RequestListener } from "node:http";
import { afterEach, expect, test } from "vitest";
import { serve } from "#test/serve.ts";
import { UrlStore } from "./url-store.ts";

const stops: (() => void)[] = [];

/** The address of a slide.dzi on a server that answers so. */
async function serveSlide(answer: RequestListener): Promise<string> {
  const { address, stop } = await serve(answer);
  stops.push(stop);
  return `${address}/deep/slide.dzi`;
}

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

test("a file is asked for beside the .dzi, with the address's own query", async () => {
  const asked: (string | undefined)[] = [];
  const address = await serveSlide((request, response) => {
    asked.push(request.url);
    response.setHeader("Content-Type", "image/jpeg").end("tile");
  });
  const file = await new UrlStore(`${address}?key=1`).get("slide_files/3/0_1.jpeg");
  expect(await file.text()).toBe("tile");
  expect(asked).toEqual(["/deep/slide_files/3/0_1.jpeg?key=1"]);
});

test("a path with a colon stays a path", async () => {
  const address = await serveSlide((request, response) => response.end(request.url));
  const file = await new UrlStore(address).get("http:slide_files/0_0.png");
  expect(await file.text()).toBe("/deep/http:slide_files/0_0.png");
});

test("a missing file is named by its whole address", async () => {
  const address = await serveSlide((_, response) => response.writeHead(404).end());
  await expect(new UrlStore(address).get("slide_files/0/0_0.png")).rejects.toMatchObject({
    kind: "slide-tile-missing",
    message: expect.stringContaining("/deep/slide_files/0/0_0.png answered with status 404"),
  });
});

test("a web page in a file's place is a missing file", async () => {
  const address = await serveSlide((_, response) =>
    response.setHeader("Content-Type", "text/html; charset=utf-8").end("<html>"),
  );
  await expect(new UrlStore(address).get("slide.dzi")).rejects.toMatchObject({
    message: expect.stringContaining("web page"),
  });
});

test("a file too large for a tile is not read", async () => {
  const address = await serveSlide((_, response) => {
    response.setHeader("Content-Length", 2 ** 32).write("x");
  });
  await expect(new UrlStore(address).get("slide.dzi")).rejects.toMatchObject({
    message: expect.stringContaining("too large"),
  });
});

test("a server that is not there is said to be out of reach", async () => {
  await expect(new UrlStore("http://127.0.0.1:9/slide.dzi").get("slide.dzi")).rejects.toMatchObject(
    {
      kind: "slide-tile-missing",
      message: expect.stringContaining("cannot be reached"),
      cause: expect.any(Error),
    },
  );
});

test("an abort ends the request as an abort, not as a missing file", async () => {
  const controller = new AbortController();
  const address = await serveSlide(() => controller.abort());
  const reading = new UrlStore(address).get("slide.dzi", { signal: controller.signal });
  await expect(reading).rejects.toMatchObject({ name: "AbortError" });
});
