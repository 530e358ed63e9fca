import { expect, type Locator, type Page } from "@playwright/test";

/** The tissue with what floats over it. */
export class ViewerPart {
  readonly stage: Locator;
  readonly image: Locator;
  readonly overlay: Locator;
  readonly legend: Locator;
  readonly scaleBar: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.stage = page.getByRole("main", { name: "Slide" });
    this.image = this.stage.getByRole("application", { name: /^Slide image/ });
    this.overlay = this.stage.getByRole("img", { name: /evidence drawn/i });
    this.legend = this.stage.getByRole("region", { name: "Legend" });
    this.scaleBar = this.stage.getByRole("img", { name: /^Scale bar/ });
  }

  button(name: "Zoom in" | "Zoom out" | "Fit the slide"): Locator {
    return this.stage.getByRole("button", { name });
  }

  /** Every tile of the present view is drawn and no flight is under way. */
  async rendered(): Promise<void> {
    const settled = this.stage.locator('[data-rendered="true"][data-flying="false"]');
    await expect(settled).toBeVisible({ timeout: 60_000 });
  }

  /** Count of a class in the legend. */
  async legendCount(cellClass: string): Promise<number> {
    const row = this.legend.getByRole("button", { name: new RegExp(`^${cellClass} \\d+$`) });
    return Number((await row.textContent())?.match(/\d+$/)?.[0]);
  }

  async cellsDrawn(): Promise<number> {
    const label = (await this.overlay.getAttribute("aria-label")) ?? "";
    return Number(label.match(/(\d+) cells/)?.[1] ?? 0);
  }

  /** Presses a key with the tissue in focus. */
  async press(key: string): Promise<void> {
    await this.image.focus();
    await this.#page.keyboard.press(key);
  }
}
