import { expect, type Locator, type Page } from "@playwright/test";

/** What the work under way has done. */
export class ProgressPart {
  readonly status: Locator;
  readonly cancel: Locator;
  readonly fault: Locator;
  readonly notes: Locator;

  constructor(page: Page) {
    this.status = page.getByRole("status", { name: "Progress" });
    this.cancel = this.status.getByRole("button", { name: "Cancel" });
    this.fault = this.status.getByRole("alert");
    this.notes = this.status.getByRole("note");
  }

  button(name: "Retry" | "Load the models" | "Read the slide"): Locator {
    return this.status.getByRole("button", { name });
  }

  stage(label: string): Locator {
    return this.status.getByRole("listitem").filter({ hasText: new RegExp(`^${label}`) });
  }

  /** Pack and slide are ready for questions. */
  async ready(timeout: number): Promise<void> {
    await expect(this.status.getByRole("button", { name: "Ready" })).toBeVisible({ timeout });
  }
}
