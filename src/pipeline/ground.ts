import type { Citation, Sentence } from "./answer.ts";
import type { Generated } from "./models.ts";

/** An answer tied to its evidence. */
export interface Grounded {
  /** The sentences joined: the text as it is read, without citation marks. */
  readonly text: string;
  readonly sentences: readonly Sentence[];
  /** Ids that the text cited although no such patch was given; their marks are dropped. */
  readonly unknownIds: readonly number[];
}

const MARK = /\[P(\d+)\]/g;
/**
 * Ends of sentences: a stop, the marks after it, then a space before what is neither a lower-case
 * word nor a further mark, unless that mark is the next sentence's subject.
 */
const SENTENCE_END = /(?<=[.!?](?:\s*\[P\d+\])*)\s+(?!\s*\[P\d+\](?!\s+[a-z])|[a-z])/;
/** A mark that is the sentence's subject: "[P3] shows necrosis." keeps its name. */
const SUBJECT_MARK = /^\s*\[P(\d+)\](?=\s+[a-z])/;
/** So does one that a word leads to: "more than [P9]", "and [P9] necrosis". */
const LED_MARK = /(?<=\b(?:and|or|so|than|in|of|with|to|between|against|beside) )\[P(\d+)\]/g;

/** From this support on a patch is taken to show what is said; the same in `training/hwsi/pointing.py`. */
const SUPPORTED = 0.5;

/**
 * Splits a generated text into sentences and moves its marks [P3] into citations, each with the
 * support of its patch. A sentence keeps those with support, else the strongest. `given` are the ids the prompt held. A mark without a support
 * (spelt letter by letter) is no citation and is dropped with the unknown ones.
 */
export function groundAnswer(
  generated: Pick<Generated, "text" | "citations">,
  given: ReadonlySet<number>,
): Grounded {
  const sentences: Sentence[] = [];
  const unknownIds: number[] = [];
  let next = 0;
  for (const part of generated.text.trim().split(SENTENCE_END)) {
    const citations = new Map<number, Citation>();
    for (const [, digits] of part.matchAll(MARK)) {
      const id = Number(digits);
      const written = generated.citations[next];
      if (written?.id === id) next += 1;
      if (written?.id !== id || !given.has(id)) unknownIds.push(id);
      else if ((citations.get(id)?.support ?? -1) < written.support) {
        citations.set(id, { id, support: written.support });
      }
    }
    const text = withoutMarks(part);
    const all = [...citations.values()];
    if (text !== "") sentences.push({ text, citations: hasName(part) ? all : supported(all) });
  }
  return { text: sentences.map((sentence) => sentence.text).join(" "), sentences, unknownIds };
}

/** Language models cite by habit: three patches where one shows it. */
function supported(citations: readonly Citation[]): readonly Citation[] {
  const kept = citations.filter(({ support }) => support >= SUPPORTED);
  if (kept.length > 0) return kept;
  return citations.toSorted((a, b) => b.support - a.support).slice(0, 1);
}

/** Whether a mark stands in the text as a name: the question named the patches then. */
const hasName = (part: string): boolean => SUBJECT_MARK.test(part) || part.search(LED_MARK) >= 0;

/** A text on its way: as it will be read, without its marks, each sentence as `mend` leaves it. */
export function readableText(
  text: string,
  mend: (sentence: Sentence) => Sentence = (sentence) => sentence,
): string {
  return text
    .split(SENTENCE_END)
    .map((part) => mend({ text: withoutMarks(part), citations: [] }).text)
    .join(" ");
}

/** The text as it is read: marks taken out, save those that are names. */
function withoutMarks(part: string): string {
  return part
    .replace(SUBJECT_MARK, "P$1")
    .replace(LED_MARK, "P$1")
    .replace(/\s*\[P\d+\]/g, "")
    .trim();
}
