// Runs every check, each even when an earlier one failed, and ends with one line over all of them.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";

/**
 * @typedef {{ passed: number, failed: number }} Tally
 * @typedef {{ name: string, command: string, tally?: (report: any) => Tally }} Step
 */

const folder = "test-results/tally";

/** @type {Step[]} */
const steps = [
  { name: "lint", command: "npm run --silent lint" },
  { name: "types", command: "npm run --silent types" },
  { name: "unit", command: withJson("unit"), tally: tallyOfVitest },
  { name: "browser", command: withJson("browser"), tally: tallyOfVitest },
  { name: "e2e", command: "npm run --silent e2e", tally: tallyOfPlaywright },
];

/** @param {string} name */
function withJson(name) {
  const file = `${folder}/${name}.json`;
  const reporters = `--reporter=default --reporter=json --outputFile.json=${file}`;
  return `npm run --silent ${name} -- --passWithNoTests ${reporters}`;
}

/** @type {(report: any) => Tally} */
function tallyOfVitest({ numPassedTests, numFailedTests }) {
  return { passed: numPassedTests, failed: numFailedTests };
}

/** @type {(report: any) => Tally} */
function tallyOfPlaywright({ stats }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
}

/**
 * A step that fails counts at least one failure, whatever its report says or fails to say.
 * @param {Step} step
 * @returns {Tally}
 */
function run({ name, command, tally }) {
  console.log(`\n== ${name}`);
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: `${folder}/e2e.json` };
  const { status } = spawnSync(command, { shell: true, stdio: "inherit", env });
  const isWhole = status === 0;
  if (tally === undefined) return isWhole ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  try {
    const { passed, failed } = tally(JSON.parse(readFileSync(`${folder}/${name}.json`, "utf8")));
    return { passed, failed: isWhole ? failed : Math.max(failed, 1) };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const tallies = steps.map((step) => ({ name: step.name, ...run(step) }));
console.log("");
for (const { name, passed, failed } of tallies) {
  console.log(`${name.padEnd(8)} ${passed} passed, ${failed} failed`);
}
const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
