// npm run real-slides: hands the process to src/node/real-slides/ask-real-slides.ts.
import { setMaxListeners } from "node:events";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const story = fileURLToPath(new URL("real-slides/ask-real-slides.ts", import.meta.url));
/** @type {{ module: typeof import("./real-slides/ask-real-slides.ts") }} */
const { module } = await runnerImport(story);
setMaxListeners(0); // tiles of a batch wait on one signal: more than ten is no leak
const folder = process.argv[2] ?? "../shared/data/slides";
await module.askRealSlides(folder, "docs", (text) => process.stdout.write(text));
