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

  panel(name: "Slides" | "Layers" | "About the models" | "Keys"): Locator {
    return this.page.getByRole("region", { name });
  }

  async openPanel(name: Parameters<ReadingRoom["panel"]>[0]): Promise<Locator> {
    await this.page
      .getByRole("navigation", { name: "Panels" })
      .getByRole("button", { name })
      .click();
    await expect(this.panel(name)).toBeVisible();
    return this.panel(name);
  }

  /** Ends the worker of a level from inside, as a crash would. */
  async killWorker(level: "patch" | "cell" | "region" | "slide" | "llm"): Promise<void> {
    const worker = this.page.workers().find((one) => one.url().includes(`${level}.worker`));
    if (worker === undefined) throw new Error(`no worker for the ${level} level`);
    await worker.evaluate(() => globalThis.close());
  }
}
