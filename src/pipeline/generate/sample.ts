/**
 * The next token from logits [vocabulary]. Tokens in `banned` are never written. `temperature` 0
 * takes the likeliest (the first of equals); above 0, `random` (0..1, see `seededRandom`) decides.
 */
export function sampleToken(
  logits: Float32Array,
  banned: ReadonlySet<number>,
  temperature = 0,
  random: () => number = Math.random,
): number {
  const best = likeliest(logits, banned);
  if (temperature === 0) return best;
  return draw(logits, banned, { temperature, highest: logitAt(logits, best), random });
}

/**
 * The likeliest token where the tokens from `firstNumber` on are numbers, which are weighed together
 * first: which of a thousand numbers is said is uncertain where it is certain that one is. The same
 * as `likeliest` of `training/hwsi/speak.py`.
 */
export function likeliestToken(
  logits: Float32Array,
  banned: ReadonlySet<number>,
  firstNumber: number,
): number {
  const word = likeliest(logits.subarray(0, firstNumber), banned);
  const numbers = logits.subarray(firstNumber);
  if (numbers.length === 0) return word;
  const number = likeliest(numbers, new Set());
  const highest = logitAt(numbers, number);
  const weight = numbers.reduce((sum, logit) => sum + Math.exp(logit - highest), 0);
  return highest + Math.log(weight) > logitAt(logits, word) ? firstNumber + number : word;
}

/** The first of the likeliest that are not banned. */
function likeliest(logits: Float32Array, banned: ReadonlySet<number>): number {
  let best = -1;
  for (let id = 0; id < logits.length; id += 1) {
    if (banned.has(id)) continue;
    if (best < 0 || logitAt(logits, id) > logitAt(logits, best)) best = id;
  }
  return best;
}

/** Uniform numbers in 0..1 that a seed repeats (mulberry32, Tommy Ettinger, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Draw {
  readonly temperature: number;
  readonly highest: number;
  readonly random: () => number;
}

function draw(logits: Float32Array, banned: ReadonlySet<number>, options: Draw): number {
  const { temperature, highest, random } = options;
  let left = random() * totalWeight(logits, banned, options);
  let last = -1;
  for (let id = 0; id < logits.length; id += 1) {
    if (banned.has(id)) continue;
    last = id;
    left -= Math.exp((logitAt(logits, id) - highest) / temperature);
    if (left < 0) return id;
  }
  return last;
}

function totalWeight(
  logits: Float32Array,
  banned: ReadonlySet<number>,
  { highest, temperature }: Draw,
): number {
  let total = 0;
  for (let id = 0; id < logits.length; id += 1) {
    if (!banned.has(id)) total += Math.exp((logitAt(logits, id) - highest) / temperature);
  }
  return total;
}

function logitAt(logits: Float32Array, id: number): number {
  return logits[id] ?? Number.NEGATIVE_INFINITY;
}
