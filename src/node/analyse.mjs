// npm run analyse: hands the process to src/node/command.ts, which Node 20 cannot load by itself.
import { setMaxListeners } from "node:events";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

/** @type {{ module: typeof import("./command.ts") }} */
const { module } = await runnerImport(fileURLToPath(new URL("command.ts", import.meta.url)));
setMaxListeners(0); // tiles of a batch wait on one signal: more than ten is no leak
const stop = new AbortController();
process.once("SIGINT", () => stop.abort()); // a second one ends the process at once
process.once("SIGTERM", () => stop.abort());
process.exitCode = await module.runCommand({
  args: process.argv.slice(2),
  base: process.env["INIT_CWD"] ?? process.cwd(), // npm runs scripts in the project's own folder
  out: (text) => process.stdout.write(text),
  screen: {
    write: (text) => process.stderr.write(text),
    isTerminal: process.stderr.isTTY === true,
  },
  signal: stop.signal,
});
