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

  /** Which way on the slide, in whole steps, a pointer goes that goes right on the screen. */
  async spread(): Promise<{ readonly right: { readonly x: number; readonly y: number } }> {
    const box = await this.stage.boundingBox();
    if (box === null) throw new Error("the stage is not there");
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const from = await this.#positionAt(x, y);
    const to = await this.#positionAt(x + 120, y);
    await this.#page.mouse.move(5, 5);
    const [across, down] = [to.x - from.x, to.y - from.y];
    const most = Math.max(Math.abs(across), Math.abs(down));
    const step = (moved: number) => Math.round(moved / most) + 0; // No negative zero.
    return { right: { x: step(across), y: step(down) } };
  }

  /** What the status line says of the pointer. */
  async #positionAt(x: number, y: number): Promise<{ readonly x: number; readonly y: number }> {
    await this.#page.mouse.move(x, y);
    const line = (await this.#page.getByRole("contentinfo").textContent()) ?? "";
    const [, across = "", down = ""] = line.match(/x (-?[\d,]+), y (-?[\d,]+)/) ?? [];
    return { x: Number(across.replaceAll(",", "")), y: Number(down.replaceAll(",", "")) };
  }

  /** Presses a key with the tissue in focus. */
  async press(key: string): Promise<void> {
    await this.image.focus();
    await this.#page.keyboard.press(key);
  }
}
