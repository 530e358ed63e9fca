export const tissueId = "tissue";
/** Of the slide beside. */
export const besideId = "tissue-beside";

/** Gives the arrows to the slide. */
export const focusTissue = (): void => document.getElementById(tissueId)?.focus();
