import { at } from "#pipeline/segment/levels.ts";
import { takeTurns } from "./take-turns.ts";

/** Points that are compared one by one rather than parted again. */
const LEAF = 12;
/** Points that are sorted or asked for between two looks at the clock. */
const STEP = 2048;

/**
 * Distance from each of the points x0, y0, x1, y1, ... to the nearest other one, in their unit;
 * NaN for one alone. A k-d tree (Bentley, 1975): n log n, however the points are spread.
 */
export async function nearestNeighbours(
  points: Float32Array,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<Float32Array> {
  const turn = takeTurns(signal);
  const order = await sortedTree(points, turn);
  const distances = new Float32Array(points.length / 2);
  for (let from = 0; from < order.length; from += STEP) {
    await turn();
    for (const point of order.subarray(from, from + STEP)) {
      const square = nearestSquare({ points, order }, point);
      distances[point] = square === Infinity ? Number.NaN : Math.sqrt(square);
    }
  }
  return distances;
}

interface Tree {
  readonly points: Float32Array;
  /** In each range, the middle is the median by x or y in turns, and parts it in two. */
  readonly order: Uint32Array;
}

async function sortedTree(points: Float32Array, turn: () => Promise<void>): Promise<Uint32Array> {
  const order = Uint32Array.from({ length: points.length / 2 }, (_, point) => point);
  const ranges: [first: number, last: number, axis: number][] = [[0, order.length - 1, 0]];
  for (let range = ranges.pop(); range !== undefined; range = ranges.pop()) {
    const [first, last, axis] = range;
    if (last - first < LEAF) continue;
    if (last - first > STEP) await turn();
    const middle = (first + last) >> 1;
    select({ points, order }, [first, last], middle, axis);
    ranges.push([first, middle - 1, 1 - axis], [middle + 1, last, 1 - axis]);
  }
  return order;
}

/** Puts the k-th point of a range in its place, smaller ones before it (Hoare's FIND, 1961). */
function select(
  { points, order }: Tree,
  [first, last]: readonly [first: number, last: number],
  k: number,
  axis: number,
): void {
  let [left, right] = [first, last];
  while (left < right) {
    const pivot = at(points, 2 * at(order, (left + right) >> 1) + axis);
    let [i, j] = [left, right];
    while (i <= j) {
      while (at(points, 2 * at(order, i) + axis) < pivot) i++;
      while (at(points, 2 * at(order, j) + axis) > pivot) j--;
      if (i > j) break;
      const moved = at(order, i);
      order[i++] = at(order, j);
      order[j--] = moved;
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else return;
  }
}

/** The square of the distance to the nearest other point. */
function nearestSquare({ points, order }: Tree, point: number): number {
  const x = at(points, 2 * point);
  const y = at(points, 2 * point + 1);
  let best = Infinity;
  const compare = (place: number): void => {
    const other = at(order, place);
    if (other === point) return;
    const square = (at(points, 2 * other) - x) ** 2 + (at(points, 2 * other + 1) - y) ** 2;
    if (square < best) best = square;
  };
  const visit = (first: number, last: number, axis: number): void => {
    if (last - first < LEAF) {
      for (let place = first; place <= last; place++) compare(place);
      return;
    }
    const middle = (first + last) >> 1;
    compare(middle);
    const beyond = (axis === 0 ? x : y) - at(points, 2 * at(order, middle) + axis);
    if (beyond < 0) visit(first, middle - 1, 1 - axis);
    else visit(middle + 1, last, 1 - axis);
    if (beyond * beyond >= best) return;
    if (beyond < 0) visit(middle + 1, last, 1 - axis);
    else visit(first, middle - 1, 1 - axis);
  };
  visit(0, order.length - 1, 0);
  return best;
}
