import { expect, type Locator, type Page } from "@playwright/test";
import { ConversationPart } from "./conversation.ts";
import { ProgressPart } from "./progress.ts";
import { ViewerPart } from "./viewer.ts";

/** The page as a person finds it; its parts hold the controls. */
export class ReadingRoom {
  readonly page: Page;
  readonly viewer: ViewerPart;
  readonly conversation: ConversationPart;
  readonly progress: ProgressPart;

  constructor(page: Page) {
    this.page = page;
    this.viewer = new ViewerPart(page);
    this.conversation = new ConversationPart(page);
    this.progress = new ProgressPart(page);
  }

  /** Opens the page at its own address with what `asked` says: slide, mpp, pack. */
  async open(asked: Record<string, string> = {}): Promise<void> {
    await this.page.goto(`/?${new URLSearchParams(asked)}`);
    await expect(this.conversation.question).toBeVisible();
  }

  /** The fault shown in the tissue's place, or the one over it. */
  get slideFault(): Locator {
    return this.page.getByRole("main", { name: "Slide" }).getByRole("alert");
  }

  get statusLine(): Locator {
    return this.page.getByRole("contentinfo");
  }

  get scaleDialog(): Locator {
    return this.page.getByRole("dialog", { name: "How large is a pixel of this slide?" });
  }

  panel(name: "Slides" | "Display" | "Layers" | "About the models" | "Keys"): Locator {
    return this.page.getByRole("region", { name, exact: true });
  }

  async openPanel(name: Parameters<ReadingRoom["panel"]>[0]): Promise<Locator> {
    await this.page
      .getByRole("navigation", { name: "Panels" })
      .getByRole("button", { name })
      .click();
    await expect(this.panel(name)).toBeVisible();
    return this.panel(name);
  }

  /** Drops files on the page, as from the desktop. */
  async drop(files: readonly { readonly name: string; readonly bytes: Buffer }[]): Promise<void> {
    const sent = files.map(({ name, bytes }) => ({ name, text: bytes.toString("base64") }));
    const transfer = await this.page.evaluateHandle((dropped) => {
      const data = new DataTransfer();
      for (const { name, text } of dropped) {
        data.items.add(new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], name));
      }
      return data;
    }, sent);
    await this.viewer.stage.dispatchEvent("drop", { dataTransfer: transfer });
  }

  /** Answers the dialog that asks for microns per pixel. */
  async enterScale(micronsPerPixel: string): Promise<void> {
    await this.scaleDialog.getByLabel("Microns per pixel").fill(micronsPerPixel);
    await this.scaleDialog.getByRole("button", { name: "Use this scale" }).click();
    await expect(this.scaleDialog).toHaveCount(0);
  }

  /** Draws a line over the tissue, in CSS pixels from the stage's top left. */
  async drawLine(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    const box = await this.viewer.stage.boundingBox();
    if (box === null) throw new Error("the stage is not there");
    await this.page.mouse.move(box.x + from[0], box.y + from[1]);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + to[0], box.y + to[1], { steps: 4 });
    await this.page.mouse.up();
  }

  /** Bytes of the page and its workers, as Chromium counts them. */
  async memory(): Promise<number> {
    return this.page.evaluate(async () => {
      const measured = performance as Performance & {
        measureUserAgentSpecificMemory(): Promise<{ bytes: number }>;
      };
      return (await measured.measureUserAgentSpecificMemory()).bytes;
    });
  }

  /** Ends the worker of a level from inside, as a crash would. */
  async killWorker(level: "patch" | "cell" | "region" | "slide" | "llm"): Promise<void> {
    const worker = this.page.workers().find((one) => one.url().includes(`${level}.worker`));
    if (worker === undefined) throw new Error(`no worker for the ${level} level`);
    await worker.evaluate(() => globalThis.close());
  }
}
