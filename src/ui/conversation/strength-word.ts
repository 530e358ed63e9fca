/** How sure the citation is: `support` is the probability that the patch shows what is said. */
export function strengthWord(support: number): string {
  if (support >= 0.75) return "strong evidence";
  return support >= 0.5 ? "moderate evidence" : "weak evidence";
}
