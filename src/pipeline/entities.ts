/** Words that name no tissue; the same list stands in `training/hwsi/entities.py`. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    "a about all an and any are as at be been by can could describe did do does explain find for " +
    "from give has have how i if in into is it its list many me most much no not of on or our " +
    "please say see seen shall should show shown shows slide tell that the their them there these " +
    "they this to was we were what when where which who why will with would you your image picture " +
    "patch patches region regions"
  ).split(" "),
);

const SHORTEST_WORD = 3;

/**
 * The entities of a question (paper section 3.3 takes them from the report; at inference the
 * question stands in): its words of three letters or more that are no stop words, then the
 * adjacent pairs of those.
 */
export function questionEntities(question: string): string[] {
  const words = question
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word.length >= SHORTEST_WORD && !STOP_WORDS.has(word));
  const pairs = words.slice(1).map((word, index) => `${words[index]} ${word}`);
  return [...words, ...pairs];
}
