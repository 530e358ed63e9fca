import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { isWebAddress } from "#slides/bytes/web-address.ts";
import { SHIPPED_PACK } from "./pack-on-disk.ts";

/** What the command was asked to do; paths are absolute, a slide may be an address. */
export interface AnalyseOptions {
  readonly slide: string;
  readonly out: string;
  readonly pack: string;
  /** Microns per pixel of level 0 as the person says, null for what the file says. */
  readonly micronsPerPixel: number | null;
  /** Whose cells are found: of all tissue, or of the patches that are kept. */
  readonly cells: "all" | "kept";
  readonly question: string | null;
  /** The page's control: the question is answered without looking at the slide. */
  readonly blind: boolean;
}

/** The command was not understood; the message says what was wrong. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export const USAGE = `npm run analyse -- <slide or image> --out <folder> [options]

Reads a slide as the page does and writes cells.geojson, patches.csv, answer.json, analysis.json.
A slide is a file of any format that the page reads, a folder of Deep Zoom or DICOM files, or an
address of one of these or of an IIIF service.

  --mpp 0.25           microns per pixel of the scan, where the file does not say or is wrong
  --question "..."     answer it; its words choose the patches, without them the pack's own do
  --blind              answer it without looking at the slide: what the words alone would say
  --cells all|kept     find the cells of all tissue, or of the kept patches alone (kept)
  --pack <folder>      another pack of models
  --help               this

Ends with 0 when the files are written, 1 when something failed, 2 when the command or the slide
cannot be used as given, 130 when stopped; then no file is written.
`;

const FLAGS = {
  out: { type: "string" },
  mpp: { type: "string" },
  question: { type: "string" },
  blind: { type: "boolean", default: false },
  cells: { type: "string", default: "kept" },
  pack: { type: "string" },
  help: { type: "boolean", default: false },
} as const;

/** Null asks for help. Relative paths begin at `base`. Throws `UsageError`. */
export function parseOptions(args: readonly string[], base: string): AnalyseOptions | null {
  const { values, positionals } = parse(args);
  if (values.help) return null;
  const [slide, ...more] = positionals;
  if (slide === undefined) throw new UsageError("No slide was named.");
  if (more.length > 0) throw new UsageError(`One slide at a time: ${positionals.join(", ")}.`);
  if (values.out === undefined) throw new UsageError("--out names no folder for the results.");
  const { cells } = values;
  if (cells !== "all" && cells !== "kept") {
    throw new UsageError(`--cells is "all" or "kept", not "${cells}".`);
  }
  return {
    slide: isWebAddress(slide) ? slide : resolve(base, slide),
    out: resolve(base, values.out),
    pack: values.pack === undefined ? resolve(SHIPPED_PACK) : resolve(base, values.pack),
    micronsPerPixel: values.mpp === undefined ? null : micronsOf(values.mpp),
    cells,
    question: values.question?.trim() || null,
    blind: values.blind,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, allowPositionals: true });
  } catch (thrown) {
    throw new UsageError(thrown instanceof Error ? thrown.message : String(thrown), {
      cause: thrown,
    });
  }
}

function micronsOf(text: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isFinite(value)) return value;
  throw new UsageError(`--mpp is a number of microns per pixel, not "${text}".`);
}
