import type { PlainKeyIn } from "#ui/language/key.ts";
import { t } from "#ui/language/t.ts";

/** What of a KeyboardEvent makes a chord. */
export type KeyPress = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

const arrows: Readonly<Record<string, string>> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
};

const named: Readonly<Record<string, PlainKeyIn<"commands">>> = {
  " ": "commands.keySpace",
  Enter: "commands.keyEnter",
  Escape: "commands.keyEscape",
  Shift: "commands.keyShift",
  Delete: "commands.keyDelete",
  Backspace: "commands.keyBackspace",
};

/** A press as the commands write it: "h", "?", "Shift+c", "Ctrl+k", "Alt+ArrowLeft"; Cmd counts as Ctrl. */
export function chordOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): string {
  const isLetter = key.toLowerCase() !== key.toUpperCase() && key.length === 1;
  const parts = [
    ...(ctrlKey || metaKey ? ["Ctrl"] : []),
    ...(altKey ? ["Alt"] : []),
    // Other characters are what Shift made of their key: "?" needs no Shift beside it.
    ...(shiftKey && (isLetter || key.length > 1) ? ["Shift"] : []),
    isLetter ? key.toLowerCase() : key,
  ];
  return parts.join("+");
}

/** A chord as it is printed on the keys. */
export function keyName(chord: string): string {
  if (chord === "+") return chord;
  return chord.split("+").map(printed).join(" ");
}

function printed(key: string): string {
  const name = named[key];
  if (name !== undefined) return t(name);
  return arrows[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}
