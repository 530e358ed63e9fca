import { defineConfig } from "@playwright/test";
import { chromiumFlags, chromiumPath } from "./.ci/chromium.mjs";

/** Not the port of `npm start`: the tests always see a build of their own. */
const port = 4174;
const address = `http://127.0.0.1:${port}`;

export default defineConfig({
  testDir: "e2e",
  workers: 1,
  forbidOnly: true,
  timeout: 180_000,
  expect: { timeout: 20_000 }, // two cores that also read a slide
  reporter: [["list"], ["json"]],
  use: {
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    trace: "retain-on-failure",
    launchOptions: { executablePath: chromiumPath(), args: [...chromiumFlags] },
  },
  webServer: {
    command: `npx --no-install vite build --logLevel warn && npx --no-install vite preview --port ${port}`,
    url: address,
    reuseExistingServer: false,
    timeout: 120_000,
  },
});
