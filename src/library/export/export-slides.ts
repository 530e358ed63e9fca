import { BlobWriter, Uint8ArrayReader, ZipWriter } from "@zip.js/zip.js/lib/zip-core-native.js";
import type { KeptSlide } from "#library/kept-slide.ts";
import type { Library } from "#library/library.ts";
import { analysesOf } from "#library/zarr/layout.ts";
import { EXPORT_VERSION, indexPath, keptPath, thumbnailPath } from "./file-layout.ts";
import { keptJson } from "./kept-json.ts";

/**
 * The slides as one zip (see `file-layout.ts`), stored as they are: floats and pictures do not shrink.
 * Where a slide lies on this computer is left out; its address goes along.
 */
export async function exportSlides(library: Library, digests: readonly string[]): Promise<Blob> {
  const zip = new ZipWriter(new BlobWriter("application/zip"), {
    level: 0,
    useWebWorkers: false,
    extendedTimestamp: false,
  });
  const add = (path: string, bytes: Uint8Array) => zip.add(path, new Uint8ArrayReader(bytes));
  await add(indexPath, keptJson({ paraffin: "library", version: EXPORT_VERSION, slides: digests }));
  for (const digest of digests) {
    const { records, files } = library;
    const slide = await records.get(digest, "slide");
    if (slide === null) continue;
    const annotations = (await records.get(digest, "annotations")) ?? [];
    const conversation = (await records.get(digest, "conversation")) ?? [];
    const kept = { slide: withoutEntries(slide), annotations, conversation };
    await add(keptPath(digest), keptJson(kept));
    const thumbnail = await records.get(digest, "thumbnail");
    if (thumbnail !== null) {
      await add(thumbnailPath(digest), new Uint8Array(await thumbnail.arrayBuffer()));
    }
    for (const path of await files.list(analysesOf(digest))) {
      const bytes = await files.read(path);
      if (bytes !== null) await add(path, bytes);
    }
  }
  return zip.close();
}

function withoutEntries(slide: KeptSlide): KeptSlide {
  return slide.place.kind === "files" ? { ...slide, place: { kind: "gone" } } : slide;
}
