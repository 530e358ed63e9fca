export const evidenceListId = (turnId: number): string => `evidence-${turnId}`;

/** Moves the focus to the evidence of an answer: the selected patch, else the first. */
export function focusEvidence(turnId: number | null): void {
  if (turnId === null) return;
  // A conversation just opened is there in the next frame.
  requestAnimationFrame(() => {
    const list = document.getElementById(evidenceListId(turnId));
    const row = list?.querySelector<HTMLElement>("button[aria-pressed=true]");
    (row ?? list?.querySelector<HTMLElement>("button"))?.focus();
  });
}
