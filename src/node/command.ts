import { ParaffinError } from "#core/errors.ts";
import { analyse } from "./analyse.ts";
import { parseOptions, USAGE, UsageError } from "./options.ts";
import { progressLines, type Screen } from "./progress-lines.ts";
import { summaryOf } from "./summary.ts";

/** What the command has of its process. */
export interface CommandParts {
  readonly args: readonly string[];
  /** Where relative paths begin. */
  readonly base: string;
  readonly out: (text: string) => void;
  readonly screen: Screen;
  readonly signal: AbortSignal;
}

const DONE = 0;
const FAILED = 1;
/** The command or the slide cannot be used as given. */
const UNUSABLE = 2;
/** 128 and the number of SIGINT, as shells have it. */
const STOPPED = 130;

/** Runs `analyse` for a person or a script; gives the exit code. */
export async function runCommand(parts: CommandParts): Promise<number> {
  const { args, base, out, screen, signal } = parts;
  try {
    const asked = parseOptions(args, base);
    if (asked === null) {
      out(USAGE);
      return DONE;
    }
    const analysed = await analyse(asked, { signal, onProgress: progressLines(screen) });
    out(summaryOf(analysed, asked.out));
    return DONE;
  } catch (thrown) {
    return tell(thrown, parts);
  }
}

function tell(thrown: unknown, { screen, signal }: CommandParts): number {
  if (signal.aborted) {
    screen.write("\nStopped. No file was written.\n");
    return STOPPED;
  }
  if (thrown instanceof UsageError) {
    screen.write(`${thrown.message}\n\n${USAGE}`);
    return UNUSABLE;
  }
  if (!(thrown instanceof ParaffinError)) {
    const detail = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    screen.write(`\nSomething unforeseen stopped the work: ${detail}\nNo file was written.\n`);
    return FAILED;
  }
  screen.write(`\n${thrown.message}\nNo file was written.\n${thrown.remedy}\n`);
  return thrown.kind.startsWith("slide-") ? UNUSABLE : FAILED;
}
