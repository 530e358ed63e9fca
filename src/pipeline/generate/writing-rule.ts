/** What may be written next. */
export interface WritingRule {
  readonly banned: ReadonlySet<number>;
  /** Logits [vocabulary] with the chance of a citation on the ids that may be cited. */
  share(logits: Float32Array): Float32Array;
  /** Hears of every token that was written. */
  written(id: number): void;
}

export interface WrittenTokens {
  readonly stop: number;
  /** Ids of the patches that were given. */
  readonly given: ReadonlySet<number>;
  /** Those of them that the question names, in its order, each once. */
  readonly named: readonly number[];
  readonly isSpace: (id: number) => boolean;
}

/**
 * Special tokens that are not allowed (chat marks, ids of patches that were not given) are never
 * written. Where the question names patches the answer is about them: its first ids are those, in
 * that order, and it has no others; whatever chance a citation had is theirs. Elsewhere an id is
 * written only once in a run of citations, with nothing but spaces between them. The same as
 * `training/hwsi/pack_speaker.py`.
 */
export function writingRule(specials: Iterable<number>, tokens: WrittenTokens): WritingRule {
  const { stop, given, named, isSpace } = tokens;
  const banned = new Set(specials);
  banned.delete(stop);
  const run = new Set<number>();
  let said = 0;
  const pool = (): readonly number[] => {
    if (named.length === 0) return [...given].filter((id) => !run.has(id));
    return said < named.length ? named.slice(said, said + 1) : named;
  };
  const open = (): void => {
    for (const id of given) banned.add(id);
    for (const id of pool()) banned.delete(id);
  };
  open();
  return {
    banned,
    share: (logits) => (named.length === 0 ? logits : moved(logits, given, pool())),
    written(id) {
      if (given.has(id)) {
        run.add(id);
        said += 1;
      } else if (!isSpace(id)) run.clear();
      open();
    },
  };
}

/** The logits of `to` raised until they weigh together what those of `from` do. */
function moved(logits: Float32Array, from: Iterable<number>, to: readonly number[]): Float32Array {
  const raise = logWeight(logits, [...from]) - logWeight(logits, to);
  const out = logits.slice();
  for (const id of to) out[id] = (out[id] ?? 0) + raise;
  return out;
}

/** log of the sum of exp. */
function logWeight(logits: Float32Array, ids: readonly number[]): number {
  const values = ids.map((id) => logits[id] ?? Number.NEGATIVE_INFINITY);
  const highest = Math.max(...values);
  return highest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - highest), 0));
}
