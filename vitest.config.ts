import { playwright } from "@vitest/browser-playwright";
import { defineConfig, mergeConfig } from "vitest/config";
import { chromiumFlags, chromiumPath } from "./.ci/chromium.mjs";
import { analyseInNode } from "./src/test/analyse-in-node.ts";
import vite from "./vite.config.ts";

const browserTests = "{src,workers}/**/*.browser.test.{ts,tsx}";

export default mergeConfig(
  vite,
  defineConfig({
    test: {
      projects: [
        {
          extends: true,
          test: {
            name: "unit",
            setupFiles: ["src/test/english-browser.ts"],
            environment: "node",
            include: ["{src,workers}/**/*.test.{ts,tsx}"],
            exclude: [browserTests],
            testTimeout: 60_000,
          },
        },
        {
          extends: true,
          test: {
            name: "browser",
            setupFiles: ["src/test/english-browser.ts"],
            include: [browserTests],
            testTimeout: 60_000,
            browser: {
              enabled: true,
              commands: { analyseInNode },
              headless: true,
              screenshotFailures: false,
              provider: playwright({
                launchOptions: { executablePath: chromiumPath(), args: [...chromiumFlags] },
              }),
              instances: [{ browser: "chromium" }],
            },
          },
        },
      ],
    },
  }),
);
