import type { RgbImage } from "#slides/slide-source.ts";
import type { Colour } from "./fake-slide.ts";

/** Which pixels something lies on. */
export type Where = (x: number, y: number) => boolean;

/** Means over blocks of `factor` x `factor` pixels; what is beyond the last whole block is cut. */
export function shrunk(image: RgbImage, factor: number): RgbImage {
  const width = Math.floor(image.width / factor);
  const height = Math.floor(image.height / factor);
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        let sum = 0;
        for (let j = 0; j < factor; j += 1) {
          const row = (y * factor + j) * image.width + x * factor;
          for (let i = 0; i < factor; i += 1) sum += image.data[(row + i) * 3 + channel] ?? 0;
        }
        data[(y * width + x) * 3 + channel] = Math.round(sum / factor ** 2);
      }
    }
  }
  return { width, height, data };
}

/** A part of an image. */
export function cut(image: RgbImage, [left, top, width, height]: readonly number[]): RgbImage {
  const [x = 0, y = 0, w = 0, h = 0] = [left, top, width, height];
  const data = new Uint8Array(w * h * 3);
  for (let row = 0; row < h; row += 1) {
    const from = ((y + row) * image.width + x) * 3;
    data.set(image.data.subarray(from, from + w * 3), row * w * 3);
  }
  return { width: w, height: h, data };
}

/** Marker on the glass: light passes the tissue and the ink, which on white is of `ink`. */
export const inked = (image: RgbImage, ink: Colour, where: Where): RgbImage =>
  changed(image, where, (value, channel) => (value * (ink[channel] ?? 255)) / 255);

/** Tissue that lies `times` over itself: its optical densities, as many times. */
export const folded = (image: RgbImage, where: Where, times = 2): RgbImage =>
  changed(image, where, (value) => 256 * ((value + 1) / 256) ** times - 1);

function changed(
  { width, height, data }: RgbImage,
  where: Where,
  change: (value: number, channel: 0 | 1 | 2) => number,
): RgbImage {
  const next = data.slice();
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (!where(x, y)) continue;
      const at = (y * width + x) * 3;
      for (const channel of [0, 1, 2] as const) {
        next[at + channel] = Math.round(change(data[at + channel] ?? 0, channel));
      }
    }
  }
  return { width, height, data: next };
}

/** Out of focus: a Gaussian of `sigma` pixels, the edge repeated. */
export function blurred(image: RgbImage, sigma: number): RgbImage {
  const reach = Math.ceil(3 * sigma);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, at) =>
    Math.exp(-((at - reach) ** 2) / (2 * sigma ** 2)),
  );
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const kernel = Float32Array.from(weights, (weight) => weight / whole);
  const { width, height } = image;
  const across = smoothed(Float32Array.from(image.data), kernel, [width, height], 3, width);
  const down = smoothed(across, kernel, [width, height], width * 3, height);
  return { width, height, data: Uint8Array.from(down, Math.round) };
}

function smoothed(
  values: Float32Array,
  kernel: Float32Array,
  [width, height]: readonly [width: number, height: number],
  step: number,
  length: number,
): Float32Array {
  const reach = (kernel.length - 1) / 2;
  const out = new Float32Array(values.length);
  for (let at = 0; at < width * height * 3; at += 1) {
    const place = Math.floor(at / step) % length;
    let sum = 0;
    for (let k = -reach; k <= reach; k += 1) {
      const beside = Math.min(length - 1, Math.max(0, place + k));
      sum += (kernel[k + reach] ?? 0) * (values[at + (beside - place) * step] ?? 0);
    }
    out[at] = sum;
  }
  return out;
}
