import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/**
 * Flags of every headless run: no network of the browser's own, WebGL2 in software, WebGPU on
 * SwiftShader where there is no GPU.
 */
export const chromiumFlags = [
  "--headless=new",
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--enable-unsafe-swiftshader",
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
  "--enable-features=Vulkan",
];

/** @returns {string} the browser to test with: CHROME_BIN, else the first that is installed. */
export function chromiumPath() {
  const asked = process.env["CHROME_BIN"];
  if (asked !== undefined && existsSync(asked)) return asked;
  return places.find((place) => existsSync(place)) ?? "";
}

/** Installs Debian's Chromium when there is none and we may; says what to do when we may not. */
export function ensureChromium() {
  if (chromiumPath() !== "") return;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    throw new Error("No Chromium found. Install chromium or Chrome, or set CHROME_BIN to one.");
  }
  execFileSync("apt-get", ["update", "-qq"], { stdio: "inherit" });
  execFileSync("apt-get", ["install", "-y", "-qq", "chromium"], { stdio: "inherit" });
}
