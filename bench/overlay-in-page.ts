import type { CellTable } from "#pipeline/cells/cell-table.ts";
import { viewAt } from "#stores/view-geometry.ts";
import type { View } from "#stores/view-store.ts";
import { fakeSlide } from "#test/pink-slide.ts";
import { seeded } from "#test/seeded.ts";
import { createCellSheet, type Drawing, emptyDrawing } from "#ui/overlay/drawing.ts";
import { createOverlay } from "#ui/overlay/overlay.ts";
import { projectionOf } from "#ui/overlay/projection.ts";
import { createEvidenceOverlay, type EvidenceOverlay } from "#ui/viewer/evidence-overlay.ts";
import { createSlideViewer, type SlideViewer } from "#ui/viewer/slide-viewer.ts";

/** A large slide in level-0 pixels, with nuclei of a usual size evenly over it. */
const slide = { width: 100_000, height: 80_000, micronsPerPixel: 0.25 };
const nucleus = { radius: 14, points: 16 };
const frames = 120;

/** Milliseconds of frames while panning, in their order. */
export async function panned(cells: number | null, zoom: number): Promise<readonly number[]> {
  const stage = openStage(cells);
  const { camera } = stage.viewer;
  const at = (frame: number) => {
    const turn = (2 * Math.PI * frame) / frames;
    const reach = 300 / zoom;
    const centre = [50_000 + reach * Math.sin(turn), 40_000 + reach * Math.sin(2 * turn)] as const;
    return { zoom, centre, rotation: 0, isFlipped: false };
  };
  // Twice unseen, so that tiles are there and shaders compiled.
  for (let frame = 0; frame < 2 * frames; frame += 2) {
    camera.jumpTo(at(frame));
    await nextFrame();
  }
  await stage.settled();
  const times: number[] = [];
  let before = await nextFrame();
  for (let frame = 0; frame < frames; frame += 1) {
    camera.jumpTo(at(frame));
    const now = await nextFrame();
    times.push(now - before);
    before = now;
  }
  stage.end();
  return times;
}

/** Shows so many cells and waits; `release` lets them go. For the measurement of memory. */
let held: ReturnType<typeof openStage> | null = null;

export async function hold(cells: number | null): Promise<void> {
  held = openStage(cells);
  held.viewer.camera.jumpTo({ zoom: 0.5, centre: [50_000, 40_000], rotation: 0, isFlipped: false });
  await nextFrame();
  await held.settled();
}

export function release(): void {
  held?.end();
  held = null;
}

export interface Picked {
  readonly median: number;
  readonly worst: number;
  readonly hits: number;
}

/** Milliseconds of finding the cell under a thousand places, each in a part not yet pointed at or so. */
export function picked(cells: number): Picked {
  const { picker, tiles } = createCellSheet(tableOfNuclei(cells));
  const random = seeded(7);
  const times: number[] = [];
  let hits = 0;
  for (let place = 0; place < 1000; place += 1) {
    const cell = Math.floor(random() * tiles.table.count);
    const [x = 0, y = 0] = tiles.table.centres.subarray(2 * cell, 2 * cell + 2);
    const before = performance.now();
    if (picker.cellAt([x + 1, y + 1], () => true) !== null) hits += 1;
    times.push(performance.now() - before);
  }
  const sorted = times.toSorted((a, b) => a - b);
  return { median: sorted[500] ?? Number.NaN, worst: sorted.at(-1) ?? Number.NaN, hits };
}

/** Milliseconds from marking 100,000 cells to their being drawn, at a zoom; the median of nine. */
export function highlighted(cells: number, zoom: number): number {
  const canvas = document.createElement("canvas");
  const overlay = createOverlay(canvas, () => undefined);
  const drawing = drawingOf(cells);
  const size = { width: innerWidth, height: innerHeight };
  const centre = [50_000, 40_000] as const;
  const view = viewAt({ zoom, centre, size, rotation: 0, isFlipped: false });
  const gl = canvas.getContext("webgl2");
  const draw = (shown: Drawing): void => {
    overlay.paint(shown, projectionOf(view, 1));
    gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4)); // waits for it
  };
  draw(drawing);
  const times: number[] = [];
  for (let run = 0; run < 9; run += 1) {
    const mask = Uint8Array.from({ length: cells }, (_, cell) => (cell % 10 === run ? 1 : 0));
    const marks = { highlighted: mask };
    const before = performance.now();
    draw({ ...drawing, cells: drawing.cells.map((shown) => ({ ...shown, marks })) });
    times.push(performance.now() - before);
  }
  overlay.destroy();
  return times.toSorted((a, b) => a - b)[4] ?? Number.NaN;
}

interface Stage {
  readonly viewer: SlideViewer;
  settled(): Promise<void>;
  end(): void;
}

/** A viewer in the window; `cells` null is the bare viewer. */
function openStage(cells: number | null): Stage {
  const host = document.createElement("div");
  host.style.cssText = "position:fixed;inset:0";
  document.body.append(host);
  let overlay: EvidenceOverlay | null = null;
  let isRendered = false;
  const viewer = createSlideViewer(host, fakeSlide(slide), {
    onDraw: (view: View) => overlay?.draw(view),
    onPointer: () => undefined,
    onClick: () => undefined,
    onRendered: (now) => {
      isRendered = now;
    },
    onFlying: () => undefined,
    onTileFailure: () => undefined,
  });
  viewer.canvas.style.cssText = "position:absolute;inset:0;width:100%;height:100%";
  if (cells !== null) {
    overlay = createEvidenceOverlay(viewer.canvas);
    const below = viewer.canvas.previousElementSibling;
    if (below instanceof HTMLElement) below.style.cssText = viewer.canvas.style.cssText;
    overlay.show({ scene: null, drawing: drawingOf(cells), classColours: [], opacity: 1 });
  }
  return {
    viewer,
    settled: async () => {
      for (let wait = 0; wait < 600 && !isRendered; wait += 1) await nextFrame();
    },
    end: () => {
      overlay?.destroy();
      viewer.destroy();
      host.remove();
    },
  };
}

function drawingOf(cells: number): Drawing {
  const palette = new Uint8Array(1024).fill(255);
  if (cells === 0) return { ...emptyDrawing, palette };
  const sheet = createCellSheet(tableOfNuclei(cells));
  return {
    ...emptyDrawing,
    palette,
    cells: [{ sheet, outlinedFrom: null, marks: {}, pointed: null }],
  };
}

function tableOfNuclei(count: number): CellTable {
  const random = seeded(3);
  const { radius, points } = nucleus;
  const centres = new Float32Array(2 * count);
  const outlines = new Float32Array(2 * count * points);
  for (let cell = 0; cell < count; cell += 1) {
    const [x, y] = [random() * slide.width, random() * slide.height];
    centres.set([x, y], 2 * cell);
    for (let point = 0; point < points; point += 1) {
      const angle = (2 * Math.PI * point) / points;
      const reach = radius * (0.8 + 0.4 * random());
      const at = 2 * (cell * points + point);
      outlines[at] = x + reach * Math.cos(angle);
      outlines[at + 1] = y + reach * Math.sin(angle);
    }
  }
  return {
    count,
    centres,
    classes: Uint8Array.from({ length: count }, () => Math.floor(4 * random())),
    confidences: new Float32Array(count).fill(0.9),
    starts: Uint32Array.from({ length: count + 1 }, (_, cell) => cell * points),
    outlines,
  };
}

const nextFrame = (): Promise<number> =>
  new Promise((resolve) => requestAnimationFrame(() => resolve(performance.now())));
