import { buffer } from "node:stream/consumers";
import { expect, type Locator, type Page } from "@playwright/test";

/** What is marked and measured, and the files it leaves and enters by. */
export class ExchangePart {
  readonly annotations: Locator;
  readonly rows: Locator;
  readonly analysis: Locator;
  readonly report: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.annotations = page.getByRole("region", { name: "Annotations", exact: true });
    this.rows = page.getByRole("list", { name: "Annotations of the slide" }).getByRole("listitem");
    this.analysis = page.getByRole("region", { name: "Analysis", exact: true });
    this.report = page.getByRole("region", { name: "Import report" });
  }

  async open(name: "Annotations" | "Analysis"): Promise<void> {
    const rail = this.#page.getByRole("navigation", { name: "Panels" });
    await rail.getByRole("button", { name, exact: true }).click();
    await expect(this.#page.getByRole("region", { name, exact: true })).toBeVisible();
  }

  async findCells(timeout: number): Promise<void> {
    const find = this.analysis.getByRole("button", { name: "Find the cells of the slide" });
    await find.click();
    await expect(this.analysis.getByRole("button", { name: "Save all cells as CSV" })).toBeVisible({
      timeout,
    });
    await expect(find).toBeVisible({ timeout });
  }

  /** Presses a button and gives the text of the file that it saves. */
  async saved(panel: Locator, button: string): Promise<string> {
    const saving = this.#page.waitForEvent("download");
    await panel.getByRole("button", { name: button }).click();
    return (await buffer(await (await saving).createReadStream())).toString();
  }

  async importFile(text: string): Promise<void> {
    const file = { name: "marked.geojson", mimeType: "application/geo+json" };
    await this.annotations
      .getByLabel("GeoJSON file")
      .setInputFiles({ ...file, buffer: Buffer.from(text) });
    await expect(this.report).toBeVisible();
  }
}
