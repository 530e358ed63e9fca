import { expect, test } from "vitest";
import { chordOf, type KeyPress, keyName } from "./chord.ts";

const press = (key: string, held: Partial<KeyPress> = {}): string =>
  chordOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

test("letters are told apart by Shift, not by Caps Lock", () => {
  expect(press("c")).toBe("c");
  expect(press("C")).toBe("c");
  expect(press("C", { shiftKey: true })).toBe("Shift+c");
});

test("a sign that needs Shift is itself", () => {
  expect(press("?", { shiftKey: true })).toBe("?");
  expect(press("+", { shiftKey: true })).toBe("+");
});

test("Command counts as Ctrl; named keys take every modifier", () => {
  expect(press("k", { metaKey: true })).toBe("Ctrl+k");
  expect(press("ArrowLeft", { altKey: true })).toBe("Alt+ArrowLeft");
  expect(press("Tab", { shiftKey: true })).toBe("Shift+Tab");
});

test("chords are named as they are printed", () => {
  expect(["ArrowUp", "h", "/", "Escape", "+", " "].map(keyName)).toEqual([
    "↑",
    "H",
    "/",
    "Escape",
    "+",
    "Space",
  ]);
  expect(["Shift+c", "Alt+ArrowLeft"].map(keyName)).toEqual(["Shift C", "Alt ←"]);
});
