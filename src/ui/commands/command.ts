export type CommandGroup =
  | "slide"
  | "turnAndLight"
  | "sideBySide"
  | "annotations"
  | "evidence"
  | "page";

/** One thing a person can do: a key or several, a line of the help sheet and of the command list. */
export interface Command {
  /** In the language of the page as it was when the command was made. */
  readonly title: string;
  readonly group: CommandGroup;
  /** Chords as `chordOf` writes them. */
  readonly keys: readonly string[];
  run(): void;
  /** Runs when the key is let go; `run` is then not repeated while it is held. */
  release?(): void;
}
