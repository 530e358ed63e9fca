import { type FloodRules, PATCH } from "./rules.ts";

/** Labels [256 * 256], 0 background, cells numbered from 1 in raster order of their first pixel. */
export interface LabelMap {
  readonly labels: Int32Array;
  readonly count: number;
}

/** The nuclei under construction: union-find by name, with the peak level and pixels of each. */
interface Basins {
  readonly parent: Int32Array;
  readonly peak: Int32Array;
  readonly size: Int32Array;
  names: number;
}

function rootOf(parent: Int32Array, name: number): number {
  let root = name;
  while ((parent[root] ?? 0) !== root) {
    parent[root] = parent[parent[root] ?? 0] ?? 0;
    root = parent[root] ?? 0;
  }
  return root;
}

/** Joins the nuclei that meet at `level` if one of them hardly rises above it or is still a speck. */
function meet(basins: Basins, first: number, second: number, level: number, rules: FloodRules) {
  const { parent, peak, size } = basins;
  let a = rootOf(parent, first);
  let b = rootOf(parent, second);
  if (a === b) return;
  if ((peak[b] ?? 0) > (peak[a] ?? 0) || ((peak[b] ?? 0) === (peak[a] ?? 0) && b < a))
    [a, b] = [b, a];
  const isLow = (peak[b] ?? 0) - level < rules.rise;
  if (isLow || Math.min(size[a] ?? 0, size[b] ?? 0) < rules.seedArea) {
    parent[b] = a;
    size[a] = (size[a] ?? 0) + (size[b] ?? 0);
  }
}

/** Masked pixels, highest level first, raster order within one; `starts[255 - level]` is where each begins. */
function byLevel(heights: Uint8Array, mask: Uint8Array) {
  const starts = new Int32Array(257);
  for (let i = 0; i < heights.length; i++) {
    if (mask[i]) starts[256 - (heights[i] ?? 0)] = (starts[256 - (heights[i] ?? 0)] ?? 0) + 1;
  }
  for (let k = 1; k < 257; k++) starts[k] = (starts[k] ?? 0) + (starts[k - 1] ?? 0);
  const order = new Int32Array(starts[256] ?? 0);
  const cursor = starts.slice(0, 256);
  for (let i = 0; i < heights.length; i++) {
    if (!mask[i]) continue;
    const bucket = 255 - (heights[i] ?? 0);
    const place = cursor[bucket] ?? 0;
    order[place] = i;
    cursor[bucket] = place + 1;
  }
  return { order, starts };
}

/**
 * Grows nuclei down the distance levels with one queue per level and joins those that are not apart
 * (steps 3 and 4 of `training/hwsi/cells/postprocess.py`, which states every tie). Gives a name per
 * pixel and the peak level of each name.
 */
export function flood(distance: Uint8Array, mask: Uint8Array, rules: FloodRules) {
  const { order, starts } = byLevel(distance, mask);
  const owner = new Int32Array(distance.length);
  const settled = new Uint8Array(distance.length);
  const queue = new Int32Array(order.length);
  const tail = starts.slice(0, 256);
  const basins: Basins = {
    parent: new Int32Array(order.length + 1),
    peak: new Int32Array(order.length + 1),
    size: new Int32Array(order.length + 1),
    names: 0,
  };
  const push = (pixel: number, name: number) => {
    const bucket = 255 - (distance[pixel] ?? 0);
    const place = tail[bucket] ?? 0;
    owner[pixel] = name;
    queue[place] = pixel;
    tail[bucket] = place + 1;
  };
  const reach = (pixel: number, from: number, level: number) => {
    if (settled[pixel]) meet(basins, owner[from] ?? 0, owner[pixel] ?? 0, level, rules);
    else if (mask[pixel] && owner[pixel] === 0) push(pixel, owner[from] ?? 0);
  };
  for (let bucket = 0; bucket < 256; bucket++) {
    let head = starts[bucket] ?? 0;
    const level = 255 - bucket;
    const drain = () => {
      while (head < (tail[bucket] ?? 0)) {
        const pixel = queue[head++] ?? 0;
        settled[pixel] = 1;
        const root = rootOf(basins.parent, owner[pixel] ?? 0);
        basins.size[root] = (basins.size[root] ?? 0) + 1;
        const x = pixel % PATCH;
        if (pixel >= PATCH) reach(pixel - PATCH, pixel, level);
        if (x > 0) reach(pixel - 1, pixel, level);
        if (x < PATCH - 1) reach(pixel + 1, pixel, level);
        if (pixel < distance.length - PATCH) reach(pixel + PATCH, pixel, level);
      }
    };
    drain();
    for (let k = starts[bucket] ?? 0; k < (starts[bucket + 1] ?? 0); k++) {
      const pixel = order[k] ?? 0;
      if (owner[pixel] !== 0) continue;
      const name = ++basins.names;
      basins.parent[name] = name;
      basins.peak[name] = level;
      push(pixel, name);
      drain();
    }
  }
  for (let i = 0; i < owner.length; i++) owner[i] = rootOf(basins.parent, owner[i] ?? 0);
  return { names: owner, peaks: basins.peak.subarray(0, basins.names + 1) };
}

/** Drops nuclei that are too low or too small and numbers the rest. */
export function keepNuclei(names: Int32Array, peaks: Int32Array, rules: FloodRules): LabelMap {
  const area = new Int32Array(peaks.length);
  for (const name of names) area[name] = (area[name] ?? 0) + 1;
  const label = new Int32Array(peaks.length);
  const labels = new Int32Array(names.length);
  let count = 0;
  for (let i = 0; i < names.length; i++) {
    const name = names[i] ?? 0;
    if (name === 0 || (peaks[name] ?? 0) < rules.peak || (area[name] ?? 0) < rules.area) continue;
    if (label[name] === 0) label[name] = ++count;
    labels[i] = label[name] ?? 0;
  }
  return { labels, count };
}
