import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";

const types: Readonly<Record<string, string>> = {
  dzi: "application/xml",
  jpeg: "image/jpeg",
  json: "application/json",
  png: "image/png",
  webp: "image/webp",
};

/** Serves a folder of the repository under `address` of the page's own origin. */
export async function serveFolder(page: Page, address: string, folder: string): Promise<void> {
  await page.route(`**/${address}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const path = pathname.slice(pathname.indexOf(`/${address}/`) + address.length + 2);
    const body = await readFile(join(folder, path)).catch(() => null);
    if (body === null) return route.fulfill({ status: 404 });
    const contentType = types[path.split(".").at(-1) ?? ""] ?? "application/octet-stream";
    return route.fulfill({ body, contentType });
  });
}
