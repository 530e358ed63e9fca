import { defineConfig } from "@playwright/test";
import { chromiumFlags, chromiumPath } from "./.ci/chromium.mjs";

const address = "http://127.0.0.1:4173";

export default defineConfig({
  testDir: "e2e",
  workers: 1,
  forbidOnly: true,
  timeout: 180_000,
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  use: {
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    trace: "retain-on-failure",
    launchOptions: { executablePath: chromiumPath(), args: [...chromiumFlags] },
  },
  webServer: {
    command: "npx --no-install vite build && npx --no-install vite preview",
    url: address,
    reuseExistingServer: true,
    timeout: 120_000,
  },
});
