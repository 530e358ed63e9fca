import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { parseOptions, UsageError } from "./options.ts";

const base = resolve("/scans");
const parse = (...args: string[]) => parseOptions(args, base);

describe("the options of the command", () => {
  test("are the slide and the folder at least; the rest has its defaults", () => {
    expect(parse("slide.dzi", "--out", "found")).toEqual({
      slide: resolve(base, "slide.dzi"),
      out: resolve(base, "found"),
      pack: resolve("public/pack"),
      micronsPerPixel: null,
      cells: "kept",
      question: null,
      blind: false,
    });
  });

  test("name a slide by its address too, which stays as it is", () => {
    const address = "https://slides.example/a%20b.svs?key=1";
    expect(parse(address, "--out", "found")?.slide).toBe(address);
  });

  test("may stand in any order and say everything", () => {
    const options = parse(
      ...["--mpp", "0.25", "--cells", "all", "--question", " Is there tumour? "],
      ...["--out=/found", "--blind", "--pack", "own", "/far/image.png"],
    );
    expect(options).toEqual({
      slide: resolve("/far/image.png"),
      out: resolve("/found"),
      pack: resolve(base, "own"),
      micronsPerPixel: 0.25,
      cells: "all",
      question: "Is there tumour?",
      blind: true,
    });
  });

  test("ask for help before anything else is missed", () => {
    expect(parse("--help")).toBeNull();
  });

  test("an empty question is none", () => {
    expect(parse("a.png", "--out", "b", "--question", "  ")?.question).toBeNull();
  });

  test.each([
    ["no slide", ["--out", "b"], "No slide"],
    ["two slides", ["a.png", "b.png", "--out", "c"], "One slide at a time"],
    ["no folder", ["a.png"], "--out"],
    ["other cells", ["a.png", "--out", "b", "--cells", "some"], '"some"'],
    ["a scale in words", ["a.png", "--out", "b", "--mpp", "forty"], '"forty"'],
    ["no scale after --mpp", ["a.png", "--out", "b", "--mpp", ""], '""'],
    ["an unknown option", ["a.png", "--out", "b", "--fast"], "--fast"],
  ])("%s is told", (_, args, said) => {
    expect(() => parse(...args)).toThrow(UsageError);
    expect(() => parse(...args)).toThrow(said);
  });
});
