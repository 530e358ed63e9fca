import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { jpegColour, jpegHeader } from "./jpeg-header.ts";

const red = {
  create: { width: 32, height: 16, channels: 3, background: "rgb(200 40 60)" },
} as const;
const jpeg = async () => new Uint8Array(await sharp(red).jpeg().toBuffer());

describe("a JPEG's header", () => {
  test("says its size, components and marks", async () => {
    const header = jpegHeader(await jpeg());
    expect(header).toMatchObject({ width: 32, height: 16, adobe: null, hasJfif: false });
    expect(header?.components[0]).toEqual({ id: 1, h: 2, v: 2 });
  });

  test("is null where there is none, or where it is cut short", async () => {
    expect(jpegHeader(Uint8Array.from([0x89, 0x50]))).toBeNull();
    expect(jpegHeader((await jpeg()).slice(0, 30))).toBeNull();
  });
});

describe("a JPEG's colours", () => {
  const plain = [1, 2, 3].map((id) => ({ id, h: 1, v: 1 }));
  const header = { width: 8, height: 8, adobe: null, hasJfif: false, components: plain };
  const subsampled = [{ id: 0, h: 2, v: 2 }, ...plain.slice(1)];

  test.each([
    ["as the file around it says, where its own marks say nothing", {}, "rgb"],
    ["YCbCr where it is JFIF", { hasJfif: true }, "ycbcr"],
    ["YCbCr where it is subsampled", { components: subsampled }, "ycbcr"],
    ["what Adobe's segment says", { adobe: 1, hasJfif: true }, "ycbcr"],
    ["RGB by Adobe's segment", { adobe: 0 }, "rgb"],
    ["grey with one component", { components: plain.slice(0, 1) }, "grey"],
  ])("are %s", (_, change, colour) => {
    expect(jpegColour({ ...header, ...change }, "rgb")).toBe(colour);
  });

  test("are RGB by their letters, whatever the file says", () => {
    const components = [82, 71, 66].map((id) => ({ id, h: 1, v: 1 }));
    expect(jpegColour({ ...header, components }, "ycbcr")).toBe("rgb");
  });
});
