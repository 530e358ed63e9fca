import { expect, type Locator, type Page } from "@playwright/test";

/** Questions and answers at the right. */
export class ConversationPart {
  readonly log: Locator;
  readonly question: Locator;
  readonly stop: Locator;

  constructor(page: Page) {
    this.log = page.getByRole("log", { name: "Conversation" });
    this.question = page.getByRole("textbox", { name: "Ask about this slide" });
    this.stop = page.getByRole("button", { name: "Stop", exact: true });
  }

  async ask(question: string): Promise<TurnPart> {
    await this.question.fill(question);
    await this.question.press("Enter");
    return this.turn(question);
  }

  /** Presses Stop as soon as an answer has words: it may be whole before a test could press it. */
  async stopAtFirstWords(): Promise<void> {
    await this.log.evaluate((log) => {
      const observer = new MutationObserver(() => {
        if (!/\w/.test(log.querySelector('[aria-label="Answer"]')?.textContent ?? "")) return;
        const stop = [...document.querySelectorAll("button")].find((b) => b.textContent === "Stop");
        if (!stop) return;
        observer.disconnect();
        stop.click();
      });
      observer.observe(log, { subtree: true, childList: true, characterData: true });
    });
  }

  turn(question: string): TurnPart {
    return new TurnPart(this.log.getByRole("article", { name: `Question: ${question}` }).last());
  }
}

/** One question and what became of it. */
export class TurnPart {
  readonly article: Locator;
  readonly answer: Locator;
  readonly fault: Locator;
  readonly blind: Locator;
  /** The note that the slide is unlike what the models know. */
  readonly unlike: Locator;
  readonly evidence: EvidencePart;

  /** Opens what can be asked; stands under an answer that is none. */
  readonly declined: Locator;

  constructor(article: Locator) {
    this.article = article;
    this.declined = article.getByText("What can be asked");
    this.answer = article.getByRole("region", { name: "Answer", exact: true });
    this.fault = article.getByRole("alert");
    this.unlike = article.getByRole("note", { name: "Unlike the H&E the models know" });
    this.blind = article.getByRole("region", { name: "Answer without the image" });
    this.evidence = new EvidencePart(article);
  }

  button(
    name: "Withdraw" | "Retry" | "Ask without the image" | "Ask again" | "Answer all the same",
  ): Locator {
    return this.article.getByRole("button", { name });
  }

  /** Chips of the answer, in the order of its sentences. */
  get chips(): Locator {
    return this.answer.getByRole("button", { name: /^P\d+, \w+ evidence$/ });
  }

  /** Some words have come. */
  async speaking(timeout: number): Promise<void> {
    await expect(this.answer).toHaveText(/\w/, { timeout });
  }

  /** The answer is whole and its evidence lies beside it. */
  async answered(timeout: number): Promise<void> {
    await expect(this.evidence.list).toBeVisible({ timeout });
  }
}

/** The patches of an answer. */
export class EvidencePart {
  readonly list: Locator;
  readonly rows: Locator;

  constructor(article: Locator) {
    this.list = article.getByRole("list", { name: "Evidence" });
    this.rows = this.list.getByRole("button");
  }

  row(id: string): Locator {
    return this.list.getByRole("button", { name: new RegExp(`^${id}, `) });
  }

  /** "12 inflammatory" of a row's accessible name, as a number. */
  async count(row: Locator, cellClass: string): Promise<number> {
    const name = (await row.getAttribute("aria-label")) ?? "";
    return Number(name.match(new RegExp(`, (\\d+) ${cellClass}`))?.[1]);
  }
}
