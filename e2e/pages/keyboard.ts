import type { Page } from "@playwright/test";

interface Focused {
  /** Null: the page itself, or nothing. */
  readonly name: string | null;
  /** Something is drawn to show where the focus is. */
  readonly isSeen: boolean;
}

/** More stops than the page has. */
const mostStops = 80;

/** Hands that have no mouse. */
export class Keyboard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Presses Tab until a control of this name has the focus. */
  async tabTo(name: string | RegExp, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    for (let stop = 0; stop < mostStops; stop++) {
      await this.#page.keyboard.press(key);
      const found = (await this.#focused()).name ?? "";
      if (typeof name === "string" ? found === name : name.test(found)) return;
    }
    throw new Error(`${String(name)} is not reached with ${key}`);
  }

  /** Stops of the Tab key, from here to the end of the page, without a name or an outline. */
  async unseenStops(): Promise<readonly string[]> {
    const unseen: string[] = [];
    for (let stop = 0; stop < mostStops; stop++) {
      await this.#page.keyboard.press("Tab");
      const { name, isSeen } = await this.#focused();
      if (name === null) break;
      if (name === "" || !isSeen) unseen.push(name);
    }
    return unseen;
  }

  #focused(): Promise<Focused> {
    return this.#page.evaluate(() => {
      const { activeElement } = document;
      if (activeElement === null || activeElement === document.body) {
        return { name: null, isSeen: false };
      }
      const { outlineStyle, backgroundImage } = getComputedStyle(activeElement);
      const labels = activeElement instanceof HTMLInputElement ? activeElement.labels : null;
      const label = labels?.[0]?.textContent || activeElement.textContent || "";
      return {
        name: activeElement.getAttribute("aria-label") ?? label.trim(),
        isSeen: outlineStyle !== "none" || backgroundImage !== "none",
      };
    });
  }
}
