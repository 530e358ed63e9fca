import type { Answer } from "#pipeline/answer.ts";

/** A slide that was asked about, as the page tells it. */
export interface AskedSlide {
  readonly file: string;
  readonly known: string;
  readonly width: number;
  readonly height: number;
  readonly micronsPerPixel: number;
  readonly scale: string;
  readonly answers: readonly Answer[];
}

/** What a person said of an answer; it holds for these very words and no others. */
export interface Judgment {
  readonly slide: string;
  readonly question: string;
  readonly answer: string;
  /** Empty until a person has judged. */
  readonly judged: string;
}

export interface PackName {
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
}

/** The answer as it came: sentences, cited patches, and numbers that were put right. */
export function wordsOf({ sentences }: Answer): string {
  return sentences
    .map(({ text, citations, numbers = [] }) =>
      [
        text,
        ...citations.map(({ id }) => `[P${id}]`),
        ...numbers.map(({ said, what }) => `(the model said ${said ?? "otherwise"}: ${what})`),
      ].join(" "),
    )
    .join(" ");
}

/** Every answer with its judgment so far, then the judgments of words that were said before. */
export function keepJudgments(
  slides: readonly AskedSlide[],
  before: readonly Judgment[],
): Judgment[] {
  const now = slides.flatMap(({ file, answers }) =>
    answers.map((answer) => {
      const one = { slide: file, question: answer.question, answer: wordsOf(answer) };
      return { ...one, judged: before.find((other) => isSame(other, one))?.judged ?? "" };
    }),
  );
  const older = before.filter(
    (one) => one.judged !== "" && !now.some((other) => isSame(other, one)),
  );
  return [...now, ...older];
}

export function pageOf(
  slides: readonly AskedSlide[],
  judgments: readonly Judgment[],
  pack: PackName,
): string {
  const parts = slides.map((slide) => partOf(slide, judgments));
  return `# Real slides

Five questions on each of four real slides, answered by ${pack.name} ${pack.version} (manifest ${pack.sha256.slice(0, 8)}), word for word. The models learnt on drawn slides and a few hundred real patches; none of these slides was among them. \`npm run real-slides\` asks again and writes this page. The last column is a person's, by eye and not a pathologist's, from \`docs/real-slides.json\`; it holds for the very words beside it.

${parts.join("\n\n")}
`;
}

function partOf(slide: AskedSlide, judgments: readonly Judgment[]): string {
  const { file, known, width, height, micronsPerPixel, scale, answers } = slide;
  const [first] = answers;
  const rows = answers.map((answer) => {
    const words = wordsOf(answer);
    const one = { slide: file, question: answer.question, answer: words };
    const judged = judgments.find((other) => isSame(other, one))?.judged;
    return `| ${[answer.question, words, judged || "not judged yet"].map(cell).join(" | ")} |`;
  });
  return `## ${file}

${known} ${width} x ${height} px, ${micronsPerPixel} um/px: ${scale}. ${first?.patches.length ?? 0} patches kept for the first question. Suitability ${first?.suitability?.verdict ?? "unknown"}: ${first?.suitability?.reason ?? "the pack cannot say."}${first?.suitability?.verdict === "unsuitable" ? " The page and the command do not answer about it; a person can insist, as was done here." : ""}

| question | answer | judged |
|---|---|---|
${rows.join("\n")}`;
}

function isSame(a: Omit<Judgment, "judged">, b: Omit<Judgment, "judged">): boolean {
  return a.slide === b.slide && a.question === b.question && a.answer === b.answer;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
