import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { questionEntities, STOP_WORDS } from "./entities.ts";

interface Golden {
  readonly question: string;
  readonly entities: readonly string[];
}

const goldens: readonly Golden[] = JSON.parse(
  readFileSync("fixtures/goldens/entities.json", "utf8"),
);

describe("question entities", () => {
  test.each(goldens.map(({ question, entities }) => [question, entities] as const))(
    "%s as Python splits it",
    (question, entities) => expect(questionEntities(question)).toEqual(entities),
  );

  test("words of less than three letters and stop words name nothing", () => {
    expect(questionEntities("Is it an ER or a PR slide?")).toEqual([]);
  });

  test("pairs join across what was removed", () => {
    expect(questionEntities("nuclei of the tumour")).toEqual(["nuclei", "tumour", "nuclei tumour"]);
  });

  test("the stop words are Python's", () => {
    const source = readFileSync("training/hwsi/entities.py", "utf8");
    const list = /frozenset\(([\s\S]*?)\.split/.exec(source)?.[1] ?? "";
    const words = [...list.matchAll(/"([^"]*)"/g)].flatMap(([, line = ""]) => line.split(/\s+/));
    expect([...STOP_WORDS].sort()).toEqual([...new Set(words.filter(Boolean))].sort());
  });
});
