import { expect, type Locator, type Page } from "@playwright/test";

/** The page as a person who reads Spanish finds it. */
export class SpanishRoom {
  readonly question: Locator;
  readonly ask: Locator;
  readonly statusLine: Locator;
  readonly scaleBar: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.question = page.getByRole("textbox", { name: "Pregunte sobre esta preparación" });
    this.ask = page.getByRole("button", { name: "Preguntar", exact: true });
    this.statusLine = page.getByRole("contentinfo");
    this.scaleBar = page.getByRole("img", { name: /^Barra de escala: / });
  }

  /** The room's language as it says it itself: "es". */
  async language(): Promise<string | null> {
    return this.#page.locator("html").getAttribute("lang");
  }

  panelButton(name: "Preparaciones" | "Visualización" | "Anotaciones" | "Capas"): Locator {
    const panels = this.#page.getByRole("navigation", { name: "Paneles" });
    return panels.getByRole("button", { name, exact: true });
  }

  /** The chooser of the language, in the panel that Spanish calls Visualización. */
  get languageChoice(): Locator {
    const panel = this.#page.getByRole("region", { name: "Visualización", exact: true });
    return panel.getByRole("combobox", { name: "Idioma" });
  }

  turn(question: string): Locator {
    const log = this.#page.getByRole("log", { name: "Conversación" });
    return log.getByRole("article", { name: `Pregunta: ${question}` }).last();
  }

  /** The answer is whole and its evidence lies beside it. */
  async answered(question: string, timeout: number): Promise<void> {
    const evidence = this.turn(question).getByRole("list", { name: "Evidencia" });
    await expect(evidence).toBeVisible({ timeout });
  }

  /** Every tile of the present view is drawn and no flight is under way. */
  async rendered(): Promise<void> {
    const stage = this.#page.getByRole("main", { name: "Preparación" });
    const settled = stage.locator('[data-rendered="true"][data-flying="false"]');
    await expect(settled).toBeVisible({ timeout: 60_000 });
  }

  /** Chips of an answer, in the order of its sentences. */
  chips(question: string): Locator {
    const answer = this.turn(question).getByRole("region", { name: "Respuesta", exact: true });
    return answer.getByRole("button", { name: /^P\d+, evidencia (fuerte|moderada|débil)$/ });
  }
}
