import { expect, type Locator, type Page } from "@playwright/test";

/** A second slide beside the first, and the controls that open it. */
export class SideBySidePart {
  readonly pane: Locator;
  readonly image: Locator;
  readonly scaleBar: Locator;
  readonly link: Locator;
  readonly #controls: Locator;

  constructor(page: Page) {
    this.pane = page.getByRole("region", { name: "Slide beside" });
    this.image = this.pane.getByRole("application", { name: /^Beside: / });
    this.scaleBar = this.pane.getByRole("img", { name: /^Scale of the slide beside/ });
    this.link = this.pane.getByRole("checkbox", { name: "Link views" });
    this.#controls = page.getByRole("region", { name: "Side by side" });
  }

  /** Chooses the files of a slide in the open panel Display. */
  async openFiles(files: string | readonly string[]): Promise<void> {
    await this.#controls.getByLabel("Slide file").setInputFiles(files);
  }

  async openFolder(folder: string): Promise<void> {
    await this.#controls.getByLabel("Slide folder").setInputFiles(folder);
  }

  /** Every tile of its present view is drawn. */
  async rendered(): Promise<void> {
    await expect(this.pane.locator('[data-rendered="true"]')).toBeVisible({ timeout: 60_000 });
  }

  /** Microns for one CSS pixel, as the scale bar draws them. */
  async micronsPerScreenPixel(): Promise<number> {
    return micronsPerScreenPixel(this.scaleBar);
  }

  async close(): Promise<void> {
    await this.pane.getByRole("button", { name: "Close the slide beside" }).click();
    await expect(this.pane).toHaveCount(0);
  }
}

/** What a scale bar says of a CSS pixel. */
export async function micronsPerScreenPixel(bar: Locator): Promise<number> {
  const [, length = "", unit] = (await bar.textContent())?.match(/([\d.]+) (µm|mm)/) ?? [];
  const line = await bar.locator(".scale-bar-line").boundingBox();
  return (Number(length) * (unit === "mm" ? 1000 : 1)) / (line?.width ?? Number.NaN);
}
