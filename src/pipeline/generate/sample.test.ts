import { describe, expect, test } from "vitest";
import { likeliestToken, sampleToken, seededRandom } from "./sample.ts";

const logits = new Float32Array([1, 3, 2, 3]);
const none = new Set<number>();

describe("sampling", () => {
  test("greedy takes the likeliest, the first of equals", () => {
    expect(sampleToken(logits, none)).toBe(1);
  });

  test("a banned token is never taken, however likely", () => {
    expect(sampleToken(logits, new Set([1, 3]))).toBe(2);
    const random = seededRandom(1);
    const drawn = Array.from({ length: 200 }, () => sampleToken(logits, new Set([1]), 5, random));
    expect(drawn).not.toContain(1);
  });

  test("large logits do not overflow", () => {
    const random = seededRandom(2);
    const drawn = Array.from({ length: 400 }, () =>
      sampleToken(new Float32Array([1000, 999]), none, 1, random),
    );
    expect(drawn.filter((id) => id === 0).length / 400).toBeCloseTo(0.731, 1);
  });

  test("a seed repeats its draws and another differs", () => {
    const draws = (seed: number) => {
      const random = seededRandom(seed);
      return Array.from({ length: 40 }, () => sampleToken(logits, none, 1, random));
    };
    expect(draws(5)).toEqual(draws(5));
    expect(draws(5)).not.toEqual(draws(6));
  });

  test("draws follow the temperature's softmax", () => {
    const random = seededRandom(11);
    const count = 4000;
    let second = 0;
    for (let draw = 0; draw < count; draw += 1) {
      second += sampleToken(new Float32Array([0, 1]), none, 2, random);
    }
    expect(second / count).toBeCloseTo(1 / (1 + Math.exp(-0.5)), 1);
  });

  test("seeded numbers lie in 0..1 and spread over it", () => {
    const random = seededRandom(0);
    const numbers = Array.from({ length: 1000 }, random);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    expect(numbers.reduce((sum, value) => sum + value, 0) / 1000).toBeCloseTo(0.5, 1);
  });
});

describe("the likeliest token", () => {
  const [word, number] = [2, 4];
  const logs = (...shares: readonly number[]) => Float32Array.from(shares, Math.log);

  test("is a number where the numbers together are likelier than any word", () => {
    expect(likeliestToken(logs(0.1, 0.1, 0.3, 0.1, 0.25, 0.15), none, 3)).toBe(number);
    expect(sampleToken(logs(0.1, 0.1, 0.3, 0.1, 0.25, 0.15), none)).toBe(word);
  });

  test("is a word where they are not, or where no token is a number", () => {
    expect(likeliestToken(logs(0.1, 0.1, 0.5, 0.1, 0.1, 0.1), none, 3)).toBe(word);
    expect(likeliestToken(logs(0.1, 0.1, 0.3, 0.1, 0.25, 0.15), none, 9)).toBe(word);
    expect(likeliestToken(logs(0.1, 0.2, 0.6, 0.1), new Set([word]), 9)).toBe(1);
  });
});
