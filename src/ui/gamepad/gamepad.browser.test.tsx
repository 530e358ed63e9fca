import type { Root } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { createFakeEngine, settled } from "#test/fake-engine.ts";
import { openRoom } from "#test/open-room.tsx";
import { createStores, type Stores } from "#ui/session/stores.ts";

let root: Root;
let stores: Stores;
/** What the browser would tell of its gamepads now. */
let pads: (Gamepad | null)[];

const soon = { timeout: 20_000 };

/** A gamepad of the standard kind, its axes and pressed buttons as a test says. */
function padWith(axes: readonly number[], down: readonly number[] = []): Gamepad {
  const buttons = Array.from({ length: 17 }, (_, at) => {
    const value = down.includes(at) ? 1 : 0;
    return { value, pressed: value === 1, touched: value === 1 };
  });
  return {
    index: 0,
    id: "fake",
    connected: true,
    mapping: "standard",
    axes,
    buttons,
  } as unknown as Gamepad;
}

const viewNow = () => {
  const { view } = stores.view.getState();
  if (view === null) throw new Error("no view");
  return view;
};

/** Frames drawn by the page meanwhile. */
const frames = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i += 1) await new Promise(requestAnimationFrame);
};

beforeEach(async () => {
  localStorage.clear();
  pads = [];
  vi.spyOn(navigator, "getGamepads").mockImplementation(() => pads);
  const engine = createFakeEngine();
  stores = createStores();
  root = await openRoom(engine, stores);
  engine.call("slide").resolve();
  await settled();
  await expect.poll(() => stores.view.getState().view, soon).not.toBeNull();
});

afterEach(() => {
  root.unmount();
  vi.restoreAllMocks();
});

function connect(pad: Gamepad): void {
  pads = [pad];
  dispatchEvent(new Event("gamepadconnected"));
}

function disconnect(): void {
  pads = [null];
  dispatchEvent(new Event("gamepaddisconnected"));
}

test("the left stick moves the slide, the right one magnifies it, about the middle", async () => {
  const start = viewNow();
  connect(padWith([1, 0, 0, 0]));
  await expect.poll(() => viewNow().centre[0], soon).toBeGreaterThan(start.centre[0] + 50);
  expect(viewNow().centre[1]).toBeCloseTo(start.centre[1], 3);
  pads = [padWith([0, 0, 0, 0])];
  await frames(3);
  const { centre, zoom } = viewNow();
  pads = [padWith([0, 0, 0, -1])];
  await expect.poll(() => viewNow().zoom, soon).toBeGreaterThan(1.2 * zoom);
  expect(viewNow().centre[0]).toBeCloseTo(centre[0], 3);
});

test("the slide is not lost, however long the stick is held", async () => {
  connect(padWith([1, 1, 0, 0]));
  await frames(10);
  stores.view.getState().camera?.steer(1e6, 1e6, 1);
  await frames(3);
  const { bounds } = viewNow();
  expect(bounds.x).toBeLessThan(2048);
  expect(bounds.y).toBeLessThan(1536);
});

test("nothing is read without a gamepad, nor after it is gone or the page", async () => {
  const read = vi.mocked(navigator.getGamepads);
  const readsDuring = async (count: number) => {
    read.mockClear();
    await frames(count);
    return read.mock.calls.length;
  };
  expect(await readsDuring(5)).toBe(0);
  connect(padWith([]));
  expect(await readsDuring(5)).toBeGreaterThan(3);
  disconnect();
  expect(await readsDuring(5)).toBe(0);
  connect(padWith([]));
  root.unmount();
  expect(await readsDuring(5)).toBe(0);
});

test("Start opens the help sheet, which names the gamepad's keys", async () => {
  connect(padWith([], [9]));
  const sheet = page.getByRole("region", { name: "Keys" });
  await expect.element(sheet.getByRole("heading", { name: "Gamepad" })).toBeInTheDocument();
});

test("a gamepad that goes away lets go of what it held", async () => {
  connect(padWith([], [3]));
  await expect.poll(() => stores.view.getState().overlaysHidden, soon).toBe(true);
  disconnect();
  expect(stores.view.getState().overlaysHidden).toBe(false);
});
