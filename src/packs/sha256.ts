import { ParaffinError } from "#core/errors.ts";

/** Lower-case hex SHA-256. Browsers offer it on secure addresses only: https, or this computer. */
export async function sha256Of(bytes: ArrayBuffer): Promise<string> {
  if (crypto.subtle === undefined) {
    throw new ParaffinError(
      "runtime-unavailable",
      "The browser checks files on secure addresses only, and this page has none.",
      "Open the page over https, or from 127.0.0.1.",
    );
  }
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
