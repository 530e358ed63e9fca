import type { Root } from "react-dom/client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { createFakeEngine, type FakeEngine, settled } from "#test/fake-engine.ts";
import { openRoom } from "#test/open-room.tsx";
import { fakeSlide } from "#test/pink-slide.ts";
import { createStores, type Stores } from "#ui/session/stores.ts";
import { speak } from "./t.ts";

let root: Root;
let engine: FakeEngine;
let stores: Stores;

beforeEach(async () => {
  localStorage.clear();
  engine = createFakeEngine();
  stores = createStores();
  root = await openRoom(engine, stores);
  engine.call("slide").resolve(fakeSlide());
  engine.call("pack").resolve();
  await settled();
  engine.call("analysis").resolve();
  await settled();
});

afterEach(() => {
  root.unmount();
  localStorage.clear();
  speak("en");
});

const languageOf = () => document.documentElement.lang;
const inEnglish = () => page.getByRole("textbox", { name: "Ask about this slide" });
const inSpanish = () => page.getByRole("textbox", { name: "Pregunte sobre esta preparación" });

async function chooseSpanish(): Promise<void> {
  await page.getByRole("button", { name: "Display", exact: true }).click();
  await page.getByRole("combobox", { name: "Language" }).selectOptions("Español");
}

async function ask(): Promise<void> {
  await inEnglish().fill("Where are the lymphocytes?");
  await userEvent.keyboard("{Enter}");
  engine.call("ask").resolve();
  await settled();
}

test("a browser that asks for English is spoken to in English", async () => {
  await expect.element(inEnglish()).toBeVisible();
  expect(languageOf()).toBe("en");
});

test("the whole room changes at once, what React does not draw too", async () => {
  await chooseSpanish();
  expect(languageOf()).toBe("es");
  for (const name of ["Preparaciones", "Capas", "Acerca de los modelos", "Acercar"]) {
    await expect.element(page.getByRole("button", { name, exact: true })).toBeVisible();
  }
  await expect.element(page.getByRole("region", { name: "Visualización" })).toBeVisible();
  await expect.element(page.getByText("el modelo se entrenó en inglés")).toBeVisible();
  await expect.element(inSpanish()).toBeVisible();
  await expect
    .element(page.getByRole("application", { name: "Imagen de la preparación." }))
    .toBeVisible();
  await expect.element(page.getByRole("img", { name: "Barra de escala" })).toBeVisible();
  expect(document.querySelector(".status-line")?.textContent).toMatch(/en pantalla.*Listo$/);
});

test("what was asked, answered, written and opened is still there in the other language", async () => {
  await ask();
  await inEnglish().fill("How many lymphocytes");
  const answer = page.getByText("Most of the tissue is fibrous stroma.").first();
  await expect.element(answer).toBeVisible();
  await chooseSpanish();
  await expect.element(answer).toBeVisible();
  await expect.element(inSpanish()).toHaveValue("How many lymphocytes");
  await expect.element(page.getByRole("list", { name: "Evidencia" })).toBeVisible();
  await expect
    .element(page.getByRole("button", { name: /^P3, evidencia (fuerte|moderada|débil)$/ }).first())
    .toBeVisible();
  await expect
    .element(page.getByRole("img", { name: /^Evidencia dibujada: 3 parches/ }))
    .toBeInTheDocument();
  await expect
    .element(page.getByRole("article", { name: "Pregunta: Where are the lymphocytes?" }))
    .toBeVisible();
});

test("the command list speaks it, changes it, and the next visit knows it", async () => {
  await chooseSpanish();
  await userEvent.keyboard("{Control>}k{/Control}");
  await page.getByRole("textbox", { name: "Buscar una orden" }).fill("ajustar");
  await expect
    .element(page.getByRole("button", { name: "Ajustar la preparación 0" }))
    .toBeVisible();
  expect(createStores().preferences.getState().language).toBe("es");
  await page.getByRole("textbox", { name: "Buscar una orden" }).fill("english");
  await userEvent.keyboard("{Enter}");
  await expect.element(inEnglish()).toBeVisible();
  expect(languageOf()).toBe("en");
});
