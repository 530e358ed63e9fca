import { useMemo } from "react";
import { isAnswering } from "#stores/conversation-store.ts";
import { useSpoken } from "#ui/language/t.ts";
import { useConversation, useRuntime } from "#ui/session/room.tsx";
import { type StageLine, stageLines } from "./stage-lines.ts";

export interface ProgressNow {
  readonly lines: readonly StageLine[];
  /** Loading or analysis under way: what Cancel ends. */
  readonly isWorking: boolean;
  readonly isAnswering: boolean;
}

export function useProgress(): ProgressNow {
  const pack = useRuntime((store) => store.pack);
  const analysis = useRuntime((store) => store.analysis);
  const stages = useRuntime((store) => store.stages);
  const answering = useConversation(isAnswering);
  const spoken = useSpoken();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lines are words
  return useMemo(
    () => ({
      lines: stageLines({ pack, analysis, stages }, answering),
      isWorking: pack.kind === "running" || analysis.kind === "running",
      isAnswering: answering,
    }),
    [pack, analysis, stages, answering, spoken],
  );
}
