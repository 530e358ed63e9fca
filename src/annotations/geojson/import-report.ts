/** Something that was left out or changed, how often, and where first. */
export interface ImportLine {
  /** "Rings that cross themselves: the smaller loop was cut off". */
  readonly what: string;
  readonly count: number;
  /** The first few, as a person can find them: "feature 12". */
  readonly examples: readonly string[];
}

/** What became of a file. */
export interface ImportReport {
  readonly features: number;
  readonly annotations: number;
  readonly cells: number;
  /** Features that are not there now. */
  readonly leftOut: readonly ImportLine[];
  /** Features that are there, but not as the file has them. */
  readonly changed: readonly ImportLine[];
}

/** Collects what is told, each thing once with its count: 700,000 troubles are a few lines. */
export interface ImportNotes {
  leftOut(what: string, where: string): void;
  changed(what: string, where: string): void;
  lines(): Pick<ImportReport, "leftOut" | "changed">;
}

const mostExamples = 5;
/** Kinds of trouble; further ones are counted together. */
const mostLines = 60;

export function takeNotes(): ImportNotes {
  const [leftOut, changed] = [new Map<string, Line>(), new Map<string, Line>()];
  return {
    leftOut: (what, where) => note(leftOut, what, where),
    changed: (what, where) => note(changed, what, where),
    lines: () => ({ leftOut: linesOf(leftOut), changed: linesOf(changed) }),
  };
}

interface Line {
  count: number;
  readonly examples: string[];
}

function note(lines: Map<string, Line>, what: string, where: string): void {
  const name = lines.has(what) || lines.size < mostLines ? what : "Other trouble";
  const line = lines.get(name) ?? { count: 0, examples: [] };
  line.count += 1;
  if (line.examples.length < mostExamples && !line.examples.includes(where)) {
    line.examples.push(where);
  }
  lines.set(name, line);
}

const linesOf = (lines: ReadonlyMap<string, Line>): ImportLine[] =>
  [...lines].map(([what, { count, examples }]) => ({ what, count, examples }));

/** The report as text, to be copied. */
export function reportText(name: string, report: ImportReport): string {
  const { features, annotations, cells } = report;
  return [
    name,
    `${features} features read: ${annotations} annotations and ${cells} cells taken.`,
    ...partText("Left out", report.leftOut),
    ...partText("Changed", report.changed),
  ].join("\n");
}

function partText(title: string, lines: readonly ImportLine[]): string[] {
  const items = lines.map(({ what, count, examples }) =>
    examples.length === 0 ? `- ${what} (${count})` : `- ${what} (${count}): ${examples.join(", ")}`,
  );
  return items.length === 0 ? [] : [`${title}:`, ...items];
}
