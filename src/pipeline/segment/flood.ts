import { at } from "./levels.ts";
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
  while (at(parent, root) !== root) {
    parent[root] = at(parent, at(parent, root));
    root = at(parent, root);
  }
  return root;
}

/** Joins the nuclei that meet at `level` if one of them hardly rises above it or is still a speck. */
function meet(basins: Basins, first: number, second: number, level: number, rules: FloodRules) {
  const { parent, peak, size } = basins;
  let a = rootOf(parent, first);
  let b = rootOf(parent, second);
  if (a === b) return;
  if (at(peak, b) > at(peak, a) || (at(peak, b) === at(peak, a) && b < a)) [a, b] = [b, a];
  const isLow = at(peak, b) - level < rules.rise;
  if (isLow || Math.min(at(size, a), at(size, b)) < rules.seedArea) {
    parent[b] = a;
    size[a] = at(size, a) + at(size, b);
  }
}

/** Masked pixels, highest level first, raster order within one; `starts[255 - level]` is where each begins. */
function byLevel(heights: Uint8Array, mask: Uint8Array) {
  const starts = new Int32Array(257);
  for (let i = 0; i < heights.length; i++) {
    if (mask[i]) starts[256 - at(heights, i)] = at(starts, 256 - at(heights, i)) + 1;
  }
  for (let k = 1; k < 257; k++) starts[k] = at(starts, k) + at(starts, k - 1);
  const order = new Int32Array(at(starts, 256));
  const cursor = starts.slice(0, 256);
  for (let i = 0; i < heights.length; i++) {
    if (!mask[i]) continue;
    const bucket = 255 - at(heights, i);
    const place = at(cursor, bucket);
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
    const bucket = 255 - at(distance, pixel);
    const place = at(tail, bucket);
    owner[pixel] = name;
    queue[place] = pixel;
    tail[bucket] = place + 1;
  };
  const reach = (pixel: number, from: number, level: number) => {
    if (settled[pixel]) meet(basins, at(owner, from), at(owner, pixel), level, rules);
    else if (mask[pixel] && owner[pixel] === 0) push(pixel, at(owner, from));
  };
  for (let bucket = 0; bucket < 256; bucket++) {
    let head = at(starts, bucket);
    const level = 255 - bucket;
    const drain = () => {
      while (head < at(tail, bucket)) {
        const pixel = at(queue, head++);
        settled[pixel] = 1;
        const root = rootOf(basins.parent, at(owner, pixel));
        basins.size[root] = at(basins.size, root) + 1;
        const x = pixel % PATCH;
        if (pixel >= PATCH) reach(pixel - PATCH, pixel, level);
        if (x > 0) reach(pixel - 1, pixel, level);
        if (x < PATCH - 1) reach(pixel + 1, pixel, level);
        if (pixel < distance.length - PATCH) reach(pixel + PATCH, pixel, level);
      }
    };
    drain();
    for (let k = at(starts, bucket); k < at(starts, bucket + 1); k++) {
      const pixel = at(order, k);
      if (owner[pixel] !== 0) continue;
      const name = ++basins.names;
      basins.parent[name] = name;
      basins.peak[name] = level;
      push(pixel, name);
      drain();
    }
  }
  for (let i = 0; i < owner.length; i++) owner[i] = rootOf(basins.parent, at(owner, i));
  return { names: owner, peaks: basins.peak.subarray(0, basins.names + 1) };
}

/** Drops nuclei that are too low or too small and numbers the rest. */
export function keepNuclei(names: Int32Array, peaks: Int32Array, rules: FloodRules): LabelMap {
  const area = new Int32Array(peaks.length);
  for (const name of names) area[name] = at(area, name) + 1;
  const label = new Int32Array(peaks.length);
  const labels = new Int32Array(names.length);
  let count = 0;
  for (let i = 0; i < names.length; i++) {
    const name = at(names, i);
    if (name === 0 || at(peaks, name) < rules.peak || at(area, name) < rules.area) continue;
    if (label[name] === 0) label[name] = ++count;
    labels[i] = at(label, name);
  }
  return { labels, count };
}
