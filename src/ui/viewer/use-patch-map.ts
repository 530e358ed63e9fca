import { useEffect } from "react";
import type { PatchMap } from "#pipeline/map-patches.ts";
import { answerOf, turnOf } from "#stores/conversation-store.ts";
import {
  useConversation,
  useOverlay,
  useRuntime,
  useSession,
  useSlide,
  useView,
} from "#ui/session/room.tsx";

/** Every patch of the open slide, asked for when a layer first needs it; null until then. */
export function usePatchMap(): PatchMap | null {
  const session = useSession();
  const serial = useSlide((store) => store.serial);
  const isAnalysed = useRuntime((store) => store.analysis.kind === "done");
  const isWanted = useOverlay(
    ({ shown, heat }) => heat !== null || shown.has("regions") || shown.has("redundant"),
  );
  const question = useShownQuestion();
  const patches = useOverlay((store) => store.patches);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another slide or question is another map
  useEffect(() => {
    if (isWanted && isAnalysed) void session.mapPatches();
  }, [session, isWanted, isAnalysed, serial, question]);
  return isWanted && patches?.slideSerial === serial ? patches.map : null;
}

function useShownQuestion(): string | null {
  const shown = useView((store) => store.shownTurn);
  return useConversation((store) =>
    shown === null ? null : (answerOf(turnOf(store, shown))?.question ?? null),
  );
}
