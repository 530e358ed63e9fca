import type { ImportedFile, ImportFor, ImportOptions } from "#annotations/geojson/read-geojson.ts";
import type { ExportContents } from "#annotations/geojson/write-geojson.ts";

/** What the GeoJSON worker answers: large files are read and written off the page's thread. */
export interface GeoJsonApi {
  read(file: Blob, wanted: ImportFor, options: ImportOptions): Promise<ImportedFile>;
  write(contents: ExportContents, options: { readonly isPacked: boolean }): Promise<Blob>;
}
