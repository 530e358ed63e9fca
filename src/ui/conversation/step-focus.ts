import type { KeyboardEvent } from "react";

type Steps = Readonly<Record<string, 1 | -1>>;

export const upAndDown: Steps = { ArrowDown: 1, ArrowUp: -1 };
export const leftAndRight: Steps = { ArrowRight: 1, ArrowLeft: -1 };

/** Arrows move the focus between the buttons of a list and stop at its ends. */
export function stepFocus(event: KeyboardEvent<HTMLElement>, steps: Steps): void {
  const step = steps[event.key];
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>("button:enabled")];
  const now = buttons.findIndex((button) => button.matches(":focus"));
  if (now === -1) return;
  event.preventDefault();
  buttons[now + step]?.focus();
}
