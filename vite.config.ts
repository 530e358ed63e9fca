import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { contentSecurityPolicy, isolationHeaders } from "./.ci/vite/isolation.ts";
import { onnxRuntimeFiles } from "./.ci/vite/onnx-runtime-files.ts";

export const port = 4173;

export default defineConfig({
  plugins: [react(), onnxRuntimeFiles(), contentSecurityPolicy()],
  // Known beforehand: a library found during a browser test would reload the page under it.
  optimizeDeps: {
    include: [
      "@cornerstonejs/codec-openjpeg/decodewasmjs",
      "@huggingface/tokenizers",
      "@zip.js/zip.js/lib/zip-core-native.js",
      "@zip.js/zip.js/lib/zip-core-reader.js",
      "comlink",
      "dicom-parser",
      "fast-xml-parser",
      "flatbush",
      "geotiff",
      "i18next",
      "idb",
      "openseadragon",
      "valibot",
      "zarrita",
    ],
  },
  appType: "mpa", // A missing tile must be answered with 404, not with the page.
  worker: { format: "es" },
  build: { target: "es2023", assetsInlineLimit: 0, chunkSizeWarningLimit: 1280 },
  server: { host: "127.0.0.1", headers: isolationHeaders },
  preview: { host: "127.0.0.1", port, strictPort: true, headers: isolationHeaders },
});
