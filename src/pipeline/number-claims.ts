import type { Sentence } from "./answer.ts";

/** Where something is counted: in one patch, or in all kept patches together. */
export type Place = number | "kept";

/** The cells that are counted, as they are called; "cells" are those of all classes. */
export type CellWord = "cells" | "lymphocytes" | "epithelial cells" | "spindle cells";

/** Where in the sentence's text a claim stands: what is to be replaced when it is wrong. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A number of cells, or with `density` of cells per mm2. */
export interface CountClaim {
  readonly kind: "count" | "density";
  readonly said: number;
  readonly word: CellWord;
  readonly place: Place;
  readonly span: Span;
}

/** One patch holds more than another; `how` and `cells` are the words it is said with. */
export interface MoreClaim {
  readonly kind: "compared" | "concluded";
  readonly more: number;
  readonly less: number;
  readonly word: CellWord;
  readonly how: "more" | "fewer";
  readonly cells: string;
  /** "more lymphocytes than" of what is compared, "so P9 holds more" of what is concluded. */
  readonly span: Span;
}

/** mm2, with so many decimals. */
export interface AreaClaim {
  readonly kind: "area";
  readonly said: number;
  readonly decimals: number;
  readonly place: Place;
  readonly span: Span;
}

/** What a sentence says in numbers. */
export type NumberClaim = CountClaim | MoreClaim | AreaClaim;

type Read = Pick<Sentence, "text" | "citations">;

const CELLS =
  "(?:lymphocytes?|inflammatory|epithelial|spindle|cells?|nuclei|nucleus)\\b(?: cells?)?";
/** "12 lymphocytes", "about 1,200 cells per mm2", "holds no epithelial cells". */
const COUNT = new RegExp(
  `(?<number>(?:\\babout )?(?<![\\w.])(?<digits>\\d{1,3}(?:,\\d{3})+|\\d+)|(?<=holds? )no) (?<cells>${CELLS})(?<per> per mm(?:2|²))?`,
  "dgi",
);
/** "and P9 5": the cells counted before it in the sentence. */
const BARE = /\bP(?<id>\d+) (?<number>\d+)(?!\w|\.\d| ?mm)/dg;
/** "P3 holds more lymphocytes than P9 (12 against 5)". */
const COMPARED = new RegExp(
  `\\bP(?<a>\\d+)\\b[^.]*? (?<words>(?<how>more|fewer) (?<cells>${CELLS}) than) P(?<b>\\d+)\\b(?: \\((?<saidA>\\d+) against (?<saidB>\\d+)\\))?`,
  "dgi",
);
/** "so P9 holds more". */
const CONCLUDED = /\b(?<words>so P(?<id>\d+) holds (?<how>more|fewer))\b/dg;
const AREA = /(?<![\w.]|per )(?<number>\d+(?:\.(?<decimals>\d+))?) ?mm(?:2|²)/dgi;
const NAME = /\bP(\d+)\b/g;
const KEPT = /\b(?:kept|all) patches\b|\bpatches together\b/i;

/**
 * The claims of a sentence about cells and their area. A number beside a patch's name is about that
 * patch; beside none it is about the one patch the sentence cites, else about all kept patches.
 */
export function numberClaims(sentence: Read): NumberClaim[] {
  const counts = countClaims(sentence);
  const compared = comparedClaims(sentence.text);
  const concluded = concludedClaims(sentence.text, counts[0]);
  return [...counts, ...compared, ...concluded, ...areaClaims(sentence, counts.length > 0)];
}

function countClaims(sentence: Read): CountClaim[] {
  const { text } = sentence;
  const counts = [...text.matchAll(COUNT)].map((match): CountClaim => {
    const { digits, cells = "", per } = match.groups ?? {};
    return {
      kind: per === undefined ? "count" : "density",
      said: Number(digits?.replaceAll(",", "") ?? 0),
      word: wordOf(cells),
      place: placeOf(sentence, match.index),
      span: spanOf(match, "number"),
    };
  });
  const bare = [...text.matchAll(BARE)].flatMap((match): CountClaim[] => {
    const before = counts.findLast((one) => one.span.start < match.index);
    if (before === undefined) return [];
    const { id, number } = match.groups ?? {};
    const span = spanOf(match, "number");
    return [{ ...before, said: Number(number), place: Number(id), span }];
  });
  return [...counts, ...bare];
}

/** "More" or "fewer" between two patches, with their counts where they are said. */
function comparedClaims(text: string): NumberClaim[] {
  return [...text.matchAll(COMPARED)].flatMap((match) => {
    const { a, b, how, cells = "", saidA, saidB } = match.groups ?? {};
    const word = wordOf(cells);
    const counts = [
      { place: Number(a), said: saidA, name: "saidA" },
      { place: Number(b), said: saidB, name: "saidB" },
    ].flatMap(({ place, said, name }): CountClaim[] =>
      said === undefined
        ? []
        : [{ kind: "count", said: Number(said), word, place, span: spanOf(match, name) }],
    );
    const relation = { ...ordered(how, Number(a), Number(b)), word, cells };
    return [{ kind: "compared" as const, ...relation, span: spanOf(match, "words") }, ...counts];
  });
}

/** A conclusion from the counts before it; about the first other patch that the sentence names. */
function concludedClaims(text: string, counted: CountClaim | undefined): MoreClaim[] {
  return [...text.matchAll(CONCLUDED)].flatMap((match): MoreClaim[] => {
    const { id, how } = match.groups ?? {};
    const other = namesOf(text).find((one) => one.id !== Number(id))?.id;
    if (other === undefined || counted === undefined) return [];
    const relation = ordered(how, Number(id), other);
    const span = spanOf(match, "words");
    return [{ kind: "concluded", ...relation, word: counted.word, cells: "", span }];
  });
}

function ordered(how: string | undefined, a: number, b: number) {
  return how?.toLowerCase() === "fewer"
    ? { how: "fewer" as const, more: b, less: a }
    : { how: "more" as const, more: a, less: b };
}

/** Areas of a sentence that counts cells or names patches; any other area is not the patches'. */
function areaClaims(sentence: Read, isCounting: boolean): AreaClaim[] {
  const { text } = sentence;
  if (!isCounting && namesOf(text).length === 0 && !KEPT.test(text)) return [];
  return [...text.matchAll(AREA)].map((match) => ({
    kind: "area",
    said: Number(match.groups?.["number"]),
    decimals: match.groups?.["decimals"]?.length ?? 0,
    place: placeOf(sentence, match.index),
    span: spanOf(match, "number"),
  }));
}

/** What a number at `index` of the text is about. */
function placeOf({ text, citations }: Read, index: number): Place {
  if (KEPT.test(text)) return "kept";
  const names = namesOf(text);
  const name = names.findLast((one) => one.index < index) ?? names[0];
  if (name !== undefined) return name.id;
  const [cited] = citations;
  return cited !== undefined && citations.length === 1 ? cited.id : "kept";
}

function namesOf(text: string): { readonly id: number; readonly index: number }[] {
  return [...text.matchAll(NAME)].map(({ 1: id, index }) => ({ id: Number(id), index }));
}

function spanOf(match: RegExpExecArray, group: string): Span {
  const [start, end] = match.indices?.groups?.[group] ?? [0, 0];
  return { start, end };
}

function wordOf(cells: string): CellWord {
  const start = cells.slice(0, 4).toLowerCase();
  if (start === "lymp" || start === "infl") return "lymphocytes";
  if (start === "epit") return "epithelial cells";
  return start === "spin" ? "spindle cells" : "cells";
}
