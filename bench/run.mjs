// Runs the benchmarks of this folder (or those whose names are given) and prints what each measured.
// Ratios come first: they carry from one machine to the next, milliseconds do not.
import { readdirSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const folder = fileURLToPath(new URL(".", import.meta.url));
const asked = process.argv.slice(2);
const names = readdirSync(folder).filter((name) => name.endsWith(".bench.ts"));
const chosen =
  asked.length === 0 ? names : names.filter((name) => asked.some((part) => name.includes(part)));

console.log(
  `${cpus().length} x ${cpus()[0]?.model ?? "unknown processor"}, node ${process.version}`,
);
for (const name of chosen) {
  /** @type {{ module: { measure: () => Promise<readonly import("./measurement.ts").Measurement[]> } }} */
  const { module } = await runnerImport(`${folder}${name}`);
  console.log(`\n${name.replace(/\.bench\.ts$/, "")}`);
  for (const { what, value, unit } of await module.measure()) {
    console.log(`  ${value.toFixed(2).padStart(10)} ${unit.padEnd(6)} ${what}`);
  }
}
