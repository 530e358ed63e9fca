import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { serve } from "#test/serve.ts";
import { openUrlBytes } from "./url-bytes.ts";

const stops: (() => void)[] = [];

async function serveFile(answer: RequestListener): Promise<string> {
  const { address, stop } = await serve(answer);
  stops.push(stop);
  return `${address}/cases/HE%207.svs`;
}

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const block = 2 ** 16;
const file = Uint8Array.from(
  { length: 20 * block + 1000 },
  (_, at) => (at * 31 + (at >> 16)) & 255,
);

/** What a request asks for: `bytes=0-65535`. */
function askedRange({ headers }: IncomingMessage): [first: number, last: number] {
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? "") ?? [];
  return [Number(first), Math.min(Number(last), file.length - 1)];
}

function answerRange(request: IncomingMessage, response: ServerResponse): void {
  const [first, last] = askedRange(request);
  response.writeHead(206, { "Content-Range": `bytes ${first}-${last}/${file.length}` });
  response.end(file.subarray(first, last + 1));
}

/** A server that sends parts as it should, and what was asked of it. */
async function serveParts() {
  const asked: string[] = [];
  const url = await serveFile((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.range}`);
    answerRange(request, response);
  });
  return { asked, url };
}

/** Answers the first request as it should and the later ones so. */
async function servedWell(then: RequestListener): Promise<string> {
  let answers = 0;
  return serveFile((request, response) => {
    answers += 1;
    if (answers === 1) answerRange(request, response);
    else then(request, response);
  });
}

describe("a server that sends parts", () => {
  test("size and name are known after one request for the first block", async () => {
    const { asked, url } = await serveParts();
    const bytes = await openUrlBytes(`${url}?key=a%2Fb`);
    expect(bytes).toMatchObject({ name: "HE 7.svs", size: file.length });
    expect(await bytes.read(10, 500)).toEqual(file.slice(10, 510));
    expect(asked).toEqual(["GET /cases/HE%207.svs?key=a%2Fb bytes=0-65535"]);
  });

  test("blocks that lie together come in one request, and a read repeated needs none", async () => {
    const { asked, url } = await serveParts();
    const bytes = await openUrlBytes(url);
    const [offset, length] = [3 * block + 17, 5 * block];
    const read = await bytes.read(offset, length);
    expect(Buffer.compare(read, file.subarray(offset, offset + length))).toBe(0);
    await bytes.read(offset, length);
    await bytes.read(4 * block, 100);
    expect(asked.slice(1)).toEqual([`GET /cases/HE%207.svs bytes=${3 * block}-${9 * block - 1}`]);
  });

  test("the end of the file is read, and nothing beyond it", async () => {
    const { url } = await serveParts();
    const bytes = await openUrlBytes(url);
    expect(await bytes.read(file.length - 5, 5)).toEqual(file.slice(-5));
    await expect(bytes.read(file.length - 5, 6)).rejects.toThrow("cut short or damaged");
  });

  test("a file smaller than a block is whole after the first request", async () => {
    const url = await serveFile((_, response) => {
      response.writeHead(206, { "Content-Range": "bytes 0-3/4" }).end("II*\0");
    });
    const bytes = await openUrlBytes(url);
    expect(bytes.size).toBe(4);
    expect(await bytes.read(0, 4)).toEqual(new Uint8Array([73, 73, 42, 0]));
  });

  test("the size is asked for by HEAD where Content-Range is hidden", async () => {
    const asked: string[] = [];
    const url = await serveFile((request, response) => {
      asked.push(request.method ?? "");
      const [first, last] = askedRange(request);
      if (request.method === "HEAD") response.setHeader("Content-Length", file.length).end();
      else response.writeHead(206).end(file.subarray(first, last + 1));
    });
    const bytes = await openUrlBytes(url);
    expect(await bytes.read(2 * block, 100)).toEqual(file.slice(2 * block, 2 * block + 100));
    expect(asked).toEqual(["GET", "HEAD", "GET"]);
  });

  test("a size that can be had in neither way is told with both headers' names", async () => {
    const url = await serveFile((request, response) => {
      const [first, last] = askedRange(request);
      if (request.method === "HEAD") response.writeHead(405).end();
      else response.writeHead(206).end(file.subarray(first, last + 1));
    });
    await expect(openUrlBytes(url)).rejects.toMatchObject({
      kind: "slide-unreadable",
      message: expect.stringMatching(/Content-Range.*Content-Length/),
      remedy: expect.stringContaining("Access-Control-Expose-Headers"),
    });
  });
});

describe("a server that sends only whole files", () => {
  test("a small file is taken whole, once", async () => {
    let asked = 0;
    const url = await serveFile((_, response) => {
      asked += 1;
      response.end(file);
    });
    const bytes = await openUrlBytes(url);
    expect(bytes).toMatchObject({ name: "HE 7.svs", size: file.length });
    expect(await bytes.read(7 * block, 9)).toEqual(file.slice(7 * block, 7 * block + 9));
    expect(asked).toBe(1);
  });

  test.each([
    ["that says its size", true],
    ["that does not", false],
  ])("of a large file %s no more than 64 MiB is taken", async (_, saysSize) => {
    let sent = 0;
    const url = await serveFile((_request, response) => {
      if (saysSize) response.setHeader("Content-Length", 2 ** 33);
      const chunk = Buffer.alloc(2 ** 20);
      const send = () => {
        while (!response.destroyed && sent < 2 ** 28) {
          sent += chunk.length;
          if (!response.write(chunk)) return;
        }
      };
      response.on("drain", send);
      send();
    });
    await expect(openUrlBytes(url)).rejects.toMatchObject({
      kind: "slide-unreadable",
      message: expect.stringContaining("larger than 64 MiB"),
      remedy: expect.stringMatching(/range requests.*drop it on the page/),
    });
    expect(sent).toBeLessThan(saysSize ? 2 ** 25 : 2 ** 27);
  });
});

describe("what goes wrong at opening has a sentence of its own", () => {
  test.each([
    [404, {}, "no such file"],
    [403, {}, "sign-in"],
    [401, {}, "sign-in"],
    [500, {}, "status 500."],
    [200, { "Content-Type": "text/html; charset=utf-8" }, "a web page in the file's place"],
    [206, { "Content-Type": "text/html" }, "a web page in the file's place"],
  ])("status %d %j", async (status, headers, sentence) => {
    const url = await serveFile((_, response) => response.writeHead(status, headers).end("<p>"));
    await expect(openUrlBytes(`${url}?signature=secret`)).rejects.toMatchObject({
      kind: "slide-unreadable",
      message: expect.stringContaining(sentence),
    });
    await expect(openUrlBytes(`${url}?signature=secret`)).rejects.not.toThrow("secret");
  });

  test("no server, or none that lets the page read", async () => {
    await expect(openUrlBytes("http://127.0.0.1:9/slide.svs")).rejects.toMatchObject({
      kind: "slide-unreadable",
      message: expect.stringContaining("does not let this page read it"),
      remedy: expect.stringContaining("CORS"),
    });
  });

  test.each(["slide.svs", "", "file:///etc/passwd", "blob:x"])("%j is no address", async (url) => {
    await expect(openUrlBytes(url)).rejects.toMatchObject({ kind: "slide-unreadable" });
  });

  test("an abort is an abort", async () => {
    const controller = new AbortController();
    const url = await serveFile(() => controller.abort());
    const opening = openUrlBytes(url, { signal: controller.signal });
    await expect(opening).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("a server that goes wrong later", () => {
  const read = async (url: string) => (await openUrlBytes(url)).read(5 * block, 100);

  test.each<[string, string, RequestListener]>([
    ["404", "no such file", (_, response) => response.writeHead(404).end()],
    ["the file whole", "no longer sent in parts", (_, response) => response.end(file)],
    ["a broken connection", "broke off", dropAfterHalf],
    ["no connection", "cannot be reached", (request) => request.socket.destroy()],
    ["other bytes", "answered with bytes 0-65535/", answerAs(0, block - 1, file.length)],
    ["fewer bytes", "answered with bytes 327680-327700/", answerAs(5 * block, 5 * block + 20)],
    ["another size", "changed while it was read", answerAs(5 * block, 6 * block - 1, 10 * block)],
    ["nonsense", "answered with bytes oddly", answerWith({ "Content-Range": "bytes oddly" })],
    ["more than it says", "answered with more bytes", answerWith({}, 2 * block)],
    ["less than it says", "answered with 5 bytes", answerWith({}, 5)],
  ])("%s", async (_, sentence, answer) => {
    await expect(read(await servedWell(answer))).rejects.toMatchObject({
      kind: "slide-tile-missing",
      message: expect.stringContaining(sentence),
    });
  });

  test.each([
    ["ETag", '"one"', '"two"'],
    ["Last-Modified", "Mon, 05 Jan 2026 10:00:00 GMT", "Tue, 06 Jan 2026 10:00:00 GMT"],
  ])("another %s is another file", async (header, before, after) => {
    let asked = 0;
    const url = await serveFile((request, response) => {
      asked += 1;
      response.setHeader(header, asked === 1 ? before : after);
      answerRange(request, response);
    });
    await expect(read(url)).rejects.toMatchObject({
      kind: "slide-tile-missing",
      message: expect.stringContaining("changed while it was read"),
    });
  });

  test("an ETag that only became weak is the same file, whatever its date", async () => {
    let asked = 0;
    const url = await serveFile((request, response) => {
      asked += 1;
      response.setHeader("ETag", asked === 1 ? '"one"' : 'W/"one"');
      response.setHeader("Last-Modified", new Date(asked * 1e6).toUTCString());
      answerRange(request, response);
    });
    expect(await read(url)).toEqual(file.slice(5 * block, 5 * block + 100));
  });

  test("what failed once is asked for again", async () => {
    let asked = 0;
    const url = await serveFile((request, response) => {
      asked += 1;
      if (asked === 2) response.writeHead(503).end();
      else answerRange(request, response);
    });
    const bytes = await openUrlBytes(url);
    await expect(bytes.read(block, 9)).rejects.toThrow("503");
    expect(await bytes.read(block, 9)).toEqual(file.slice(block, block + 9));
  });
});

function dropAfterHalf(request: IncomingMessage, response: ServerResponse): void {
  const [first, last] = askedRange(request);
  const total = last - first + 1;
  const range = `bytes ${first}-${last}/${file.length}`;
  response.writeHead(206, { "Content-Range": range, "Content-Length": total });
  response.write(file.subarray(first, first + total / 2), () => request.socket.destroy());
}

function answerAs(first: number, last: number, size = file.length): RequestListener {
  return (_, response) => {
    response.writeHead(206, { "Content-Range": `bytes ${first}-${last}/${size}` });
    response.end(file.subarray(first, last + 1));
  };
}

function answerWith(headers: Record<string, string>, length = block): RequestListener {
  return (_, response) => response.writeHead(206, headers).end(file.subarray(0, length));
}
