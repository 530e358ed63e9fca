import { expect, type Locator, type Page } from "@playwright/test";

/** The slides that are remembered, in the panel Slides. */
export class LibraryPart {
  readonly part: Locator;
  readonly rows: Locator;
  readonly fault: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.part = page.getByRole("region", { name: "Remembered slides" });
    this.rows = this.part.getByRole("listitem");
    this.fault = this.part.getByRole("alert");
  }

  row(name: string): Locator {
    return this.part.getByRole("listitem", { name });
  }

  picture(name: string): Locator {
    return this.row(name).locator("img");
  }

  button(name: string): Locator {
    return this.part.getByRole("button", { name });
  }

  /** CSS pixels for one level-0 pixel in the view that is kept of the slide opened last. */
  async keptZoom(): Promise<number | null> {
    const [slide] = (await this.kept("slide")) as { readonly view?: { readonly zoom: number } }[];
    return slide?.view?.zoom ?? null;
  }

  /** What is kept of all slides in one part of the library. */
  async kept(part: "slide" | "annotations" | "conversation"): Promise<unknown[]> {
    return this.#page.evaluate(async (name) => {
      const wait = <Value>(request: IDBRequest<Value>) =>
        new Promise<Value>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const database = await wait(indexedDB.open("paraffin-library"));
      const found = await wait(database.transaction(name).objectStore(name).getAll());
      database.close();
      return found;
    }, part);
  }

  async openSlide(name: string): Promise<void> {
    await this.row(name)
      .getByRole("button", { name: `Open ${name}` })
      .click();
  }

  /** Exports all slides and gives the file. */
  async exportAll(): Promise<Buffer> {
    const downloading = this.#page.waitForEvent("download");
    await this.button("Export all").click();
    const stream = await (await downloading).createReadStream();
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(part as Buffer);
    return Buffer.concat(parts);
  }

  async importFile(bytes: Buffer): Promise<void> {
    const file = { name: "slides.paraffin.zip", mimeType: "application/zip", buffer: bytes };
    await this.part.getByLabel("Exported slides").setInputFiles(file);
    await expect(this.part.getByRole("status").or(this.fault)).toBeVisible();
  }

  async forget(name: string): Promise<void> {
    await this.row(name)
      .getByRole("button", { name: `Forget ${name}…` })
      .click();
    await this.row(name)
      .getByRole("button", { name: `Forget ${name}`, exact: true })
      .click();
    await expect(this.row(name)).toHaveCount(0);
  }
}
