import { expect, test } from "vitest";
import { sentences, shownWords } from "#test/shown-words.ts";
import { pathsIn } from "#test/source-files.ts";

/** The only words of the page that are the same in every language. */
const ofNoLanguage = ["https://…/slide.svs"];

test("no component shows words that stand in its source", () => {
  const components = pathsIn("src/ui", [".tsx"]).filter((path) => !path.endsWith(".test.tsx"));
  const found = components.flatMap((path) =>
    shownWords(path)
      .filter((words) => !ofNoLanguage.includes(words))
      .map((words) => `${path}: ${words}`),
  );
  expect(found).toEqual([]);
});

test("no code of the page makes sentences of its own, but for errors and the model's questions", () => {
  const files = pathsIn("src/ui", [".ts", ".tsx"]).filter(
    (path) =>
      !/\.test\.tsx?$/.test(path) &&
      !path.startsWith("src/ui/language/") &&
      path !== "src/ui/conversation/Suggestions.tsx",
  );
  const found = files.flatMap((path) => sentences(path).map((text) => `${path}: ${text}`));
  expect(found).toEqual([]);
});

test.each([
  ["text between tags", "<p>Two words</p>", "Two words"],
  ["a name", '<button aria-label="Close" />', "Close"],
  ["a name put together", `<input title={\`Hide \${name}\`} />`, "Hide"],
  ["a choice of texts", '<p>{isOpen ? "Open now" : t("a.b")}</p>', "Open now"],
  ["what is said under a condition", '<p>{isOpen && "being drawn"}</p>', "being drawn"],
])("%s is found", (_, source, words) => {
  expect(shownWords("Part.tsx", `export const Part = () => ${source};`)).toEqual([words]);
});

test("keys, classes, units and comparisons are no words", () => {
  const source = `<p className="quiet measure" title={t("a.title")}>
    {kind === "done" && t("a.done", { name: "some name" })} µm {list.map((one) => <b key="the key" />)}
  </p>`;
  expect(shownWords("Part.tsx", `export const Part = () => ${source};`)).toEqual([]);
});

test("a sentence is found wherever it stands, but in an error", () => {
  const source = `command("Fly to the patch", ["Shift+f"]); throw new Error("There is none.");
    const words = { a: \`Opening the \${name}\`, b: "display.light", c: "M4 10h12" };`;
  expect(sentences("part.ts", source)).toEqual(["Fly to the patch", "Opening the"]);
});
