import type { Camera } from "#stores/view-store.ts";

/** A camera that only tells what it was asked for. */
export function fakeCamera(): { readonly camera: Camera; readonly moves: unknown[] } {
  const moves: unknown[] = [];
  const camera: Camera = {
    fit: () => moves.push("fit"),
    zoomBy: (factor) => moves.push(factor > 1 ? "in" : "out"),
    zoomTo: (zoom, about) => moves.push([zoom, about]),
    panBy: (right, down) => moves.push([Math.sign(right), Math.sign(down)]),
    steer: (right, down, factor) => moves.push({ right, down, factor }),
    flyTo: (rect) => moves.push(rect.x),
    goTo: ({ centre }) => moves.push(`to ${centre[0]}`),
    jumpTo: ({ centre }) => moves.push(`at ${centre[0]}`),
    capture: () => Promise.reject(new Error("a fake camera takes no pictures")),
  };
  return { camera, moves };
}
