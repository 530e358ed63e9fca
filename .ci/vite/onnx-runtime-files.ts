import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";
import { isolationHeaders } from "./isolation.ts";

/** The variants the workers load: plain WASM, WebGPU with JSPI, WebGPU with Asyncify. */
const variants = ["", ".jspi", ".asyncify"];
const files = new Set(
  variants.flatMap((variant) => [
    `ort-wasm-simd-threaded${variant}.mjs`,
    `ort-wasm-simd-threaded${variant}.wasm`,
  ]),
);
const folder = dirname(createRequire(import.meta.url).resolve("onnxruntime-web/wasm"));
const servedUnder = "runtime";

/**
 * Serves ONNX Runtime's own files once, under `runtime/` of our origin, in dev and in the build.
 * The `onnxruntime-web-use-extern-wasm` condition picks the entries without an embedded copy, so
 * workers set `env.wasm.wasmPaths` to that address.
 */
export function onnxRuntimeFiles(): Plugin {
  return {
    name: "onnx-runtime-files",
    config: () => ({
      resolve: {
        conditions: [
          "onnxruntime-web-use-extern-wasm",
          "module",
          "browser",
          "development|production",
        ],
      },
      optimizeDeps: { exclude: ["onnxruntime-web"] },
    }),
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const [, under, name] = new URL(request.url ?? "/", "http://local").pathname.split("/");
        if (under !== servedUnder || name === undefined || !files.has(name)) return next();
        response.writeHead(200, {
          ...isolationHeaders,
          "Content-Type": name.endsWith(".wasm") ? "application/wasm" : "text/javascript",
        });
        createReadStream(join(folder, name)).pipe(response);
      });
    },
    async generateBundle() {
      for (const name of files) {
        const source = await readFile(join(folder, name));
        this.emitFile({ type: "asset", fileName: `${servedUnder}/${name}`, source });
      }
    },
  };
}
