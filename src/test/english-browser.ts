/**
 * Set-up of every test: the browser asks for English, whatever the computer speaks, so that the page
 * does too until a test asks otherwise.
 */
if (globalThis.navigator !== undefined) {
  Object.defineProperty(navigator, "languages", { value: ["en"], configurable: true });
}

export {};
