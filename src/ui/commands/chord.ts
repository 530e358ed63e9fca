/** What of a KeyboardEvent makes a chord. */
export type KeyPress = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

const printed: Readonly<Record<string, string>> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  " ": "Space",
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
  return chord
    .split("+")
    .map((key) => printed[key] ?? (key.length === 1 ? key.toUpperCase() : key))
    .join(" ");
}
