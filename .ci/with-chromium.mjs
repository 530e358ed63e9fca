// Runs a command once a Chromium is there: node .ci/with-chromium.mjs vitest run --project browser
import { spawnSync } from "node:child_process";
import { ensureChromium } from "./chromium.mjs";

ensureChromium();
const [command, ...rest] = process.argv.slice(2);
const run = spawnSync("npx", ["--no-install", command ?? "", ...rest], { stdio: "inherit" });
process.exit(run.status ?? 1);
