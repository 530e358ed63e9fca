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
  const order = await sortedOrder(points, turn);
  const nearestSquare = searchIn(order.reduce(inOrder(points), new Float32Array(points.length)));
  const distances = new Float32Array(order.length);
  for (const [place, point] of order.entries()) {
    if (place % STEP === 0) await turn();
    const square = nearestSquare(place);
    distances[point] = square === Infinity ? Number.NaN : Math.sqrt(square);
  }
  return distances;
}

function inOrder(points: Float32Array) {
  return (sorted: Float32Array, point: number, place: number): Float32Array => {
    sorted[2 * place] = points[2 * point] ?? 0;
    sorted[2 * place + 1] = points[2 * point + 1] ?? 0;
    return sorted;
  };
}

/** The points so that the middle of each range is its median, by x and by y in turns. */
async function sortedOrder(points: Float32Array, turn: () => Promise<void>): Promise<Uint32Array> {
  const order = new Uint32Array(points.length / 2);
  for (let point = 0; point < order.length; point += 1) order[point] = point;
  const ranges: [first: number, last: number, axis: number][] = [[0, order.length - 1, 0]];
  for (let range = ranges.pop(); range !== undefined; range = ranges.pop()) {
    const [first, last, axis] = range;
    if (last - first < LEAF) continue;
    if (last - first > STEP) await turn();
    const middle = (first + last) >> 1;
    select(order, points.subarray(axis), [first, last], middle);
    ranges.push([first, middle - 1, 1 - axis], [middle + 1, last, 1 - axis]);
  }
  return order;
}

/** Puts the k-th of a range in its place by every other of `values`, smaller ones before it (Hoare's FIND, 1961). */
function select(
  order: Uint32Array,
  values: Float32Array,
  [first, last]: readonly [first: number, last: number],
  k: number,
): void {
  let [left, right] = [first, last];
  const valueAt = (place: number): number => values[2 * (order[place] ?? 0)] ?? 0;
  while (left < right) {
    const pivot = valueAt((left + right) >> 1);
    let [i, j] = [left, right];
    while (i <= j) {
      while (valueAt(i) < pivot) i++;
      while (valueAt(j) > pivot) j--;
      if (i > j) break;
      const moved = order[i] ?? 0;
      order[i++] = order[j] ?? 0;
      order[j--] = moved;
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else return;
  }
}

/** The square of the distance from a place of the sorted points to the nearest other one. */
function searchIn(points: Float32Array): (place: number) => number {
  let [own, x, y, best] = [0, 0, 0, Infinity];
  const compare = (first: number, last: number): void => {
    for (let place = first; place <= last; place++) {
      const [across, down] = [(points[2 * place] ?? 0) - x, (points[2 * place + 1] ?? 0) - y];
      const square = across * across + down * down;
      if (square < best && place !== own) best = square;
    }
  };
  const visit = (first: number, last: number, axis: number): void => {
    const middle = (first + last) >> 1;
    if (last - first < LEAF) {
      compare(first, last);
      return;
    }
    compare(middle, middle);
    const beyond = (axis === 0 ? x : y) - (points[2 * middle + axis] ?? 0);
    if (beyond < 0) visit(first, middle - 1, 1 - axis);
    else visit(middle + 1, last, 1 - axis);
    if (beyond * beyond >= best) return;
    if (beyond < 0) visit(middle + 1, last, 1 - axis);
    else visit(first, middle - 1, 1 - axis);
  };
  return (place) => {
    [own, x, y, best] = [place, points[2 * place] ?? 0, points[2 * place + 1] ?? 0, Infinity];
    visit(0, points.length / 2 - 1, 0);
    return best;
  };
}
