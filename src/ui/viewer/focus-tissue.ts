export const tissueId = "tissue";

/** Gives the arrows to the slide. */
export const focusTissue = (): void => document.getElementById(tissueId)?.focus();
