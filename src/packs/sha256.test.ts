import { afterEach, expect, test, vi } from "vitest";
import { sha256Of } from "./sha256.ts";

afterEach(() => vi.unstubAllGlobals());

test("the digest is that of FIPS 180-2, appendix B.1", async () => {
  const abc = new TextEncoder().encode("abc").buffer;
  expect(await sha256Of(abc)).toBe(
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});

test("on an insecure address the person is told how to open the page", async () => {
  vi.stubGlobal("crypto", {});
  await expect(sha256Of(new ArrayBuffer(1))).rejects.toMatchObject({
    kind: "runtime-unavailable",
    remedy: expect.stringContaining("https"),
  });
});
