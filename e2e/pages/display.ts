import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";

/** How the slide lies and is lit, where to go, what to take away: the panel Display. */
export class DisplayPart {
  readonly panel: Locator;
  readonly address: Locator;
  readonly language: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.panel = page.getByRole("region", { name: "Display" });
    this.language = this.panel.getByRole("combobox", { name: "Language" });
    this.address = this.panel.getByRole("textbox", { name: "Address of this view" });
  }

  slider(name: "Brightness" | "Contrast" | "Gamma" | "Degrees"): Locator {
    return this.panel.getByRole("slider", { name });
  }

  button(name: "As scanned" | "Straight" | "Mirror" | "Save as PNG" | "Go" | "Copy link"): Locator {
    return this.panel.getByRole("button", { name, exact: true });
  }

  /** Types a position in microns and flies there. */
  async goTo(x: string, y: string): Promise<void> {
    await this.panel.getByLabel("x", { exact: true }).fill(x);
    await this.panel.getByLabel("y", { exact: true }).fill(y);
    await this.button("Go").click();
  }

  /** The PNG that is saved, and what it is called. */
  async savedPicture(): Promise<{ readonly name: string; readonly bytes: Buffer }> {
    const coming = this.#page.waitForEvent("download");
    await this.button("Save as PNG").click();
    const download = await coming;
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  }
}
