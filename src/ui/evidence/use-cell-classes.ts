import { useMemo } from "react";
import type { Manifest } from "#packs/manifest.ts";
import { useOverlay, useRuntime } from "#ui/session/room.tsx";

const none: Manifest["cellClasses"] = [];

/** The pack's classes of cells, in the colours a person chose for them; none before the pack is there. */
export function useCellClasses(): Manifest["cellClasses"] {
  const classes = useRuntime((store) => store.manifest?.cellClasses) ?? none;
  const chosen = useOverlay((store) => store.classColours);
  return useMemo(
    () =>
      classes.map(({ name, colour }, cellClass) => ({
        name,
        colour: chosen.get(cellClass) ?? colour,
      })),
    [classes, chosen],
  );
}
