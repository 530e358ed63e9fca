import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import sharp from "sharp";
import { serveFolder } from "./serve-folder.ts";

/** Serves a flat image as the Deep Zoom slide `address/slide.dzi` of the page's own origin. */
export async function serveImage(page: Page, address: string, image: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "paraffin-slide-"));
  await sharp(image)
    .png()
    .tile({ layout: "dz", size: 512, overlap: 1 })
    .toFile(join(folder, "slide.dz"));
  await serveFolder(page, address, folder);
}
