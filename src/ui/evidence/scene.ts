import type { Answer, EvidencePatch } from "#pipeline/answer.ts";
import type { LeftOut, LeftOutPatch } from "#pipeline/quality/left-out.ts";
import {
  answerOf,
  type ConversationStore,
  citedIds,
  type Turn,
  turnOf,
} from "#stores/conversation-store.ts";
import type { ViewStore } from "#stores/view-store.ts";

export type PatchState = "kept" | "cited" | "selected";

export interface ScenePatch {
  readonly patch: EvidencePatch;
  readonly state: PatchState;
  /** Pointed at, here or in the text. */
  readonly isLit: boolean;
  /** Its cells are the ones explained: of the selected patch, else of every cited one. */
  readonly isExplained: boolean;
}

/** What the overlay draws: the evidence of one answer as it stands now, and what was not analysed. */
export interface Scene {
  /** Null where no answer is shown. */
  readonly turnId: number | null;
  readonly patches: readonly ScenePatch[];
  readonly showsCells: boolean;
  readonly hiddenClasses: ReadonlySet<number>;
  /** Empty while its layer is hidden. */
  readonly leftOut: readonly LeftOutPatch[];
}

/** The turn whose evidence is drawn: the one chosen, as long as it is about the open slide. */
export function shownTurn(
  conversation: ConversationStore,
  view: Pick<ViewStore, "shownTurn">,
  slideSerial: number,
): Turn | null {
  if (view.shownTurn === null) return null;
  const turn = turnOf(conversation, view.shownTurn);
  return turn?.slideSerial === slideSerial ? turn : null;
}

type Looks = Pick<
  ViewStore,
  "selected" | "pointed" | "hiddenLayers" | "hiddenClasses" | "overlaysHidden"
>;

/** The scene of a turn and a slide; null when there is nothing to draw. */
export function sceneOf(
  turn: Turn | null,
  looks: Looks,
  slide: Pick<LeftOut, "patches"> | null = null,
): Scene | null {
  const answer = answerOf(turn ?? undefined);
  const leftOut = looks.hiddenLayers.has("leftOut") ? [] : (slide?.patches ?? []);
  if (looks.overlaysHidden || (answer === null && leftOut.length === 0)) return null;
  return {
    turnId: answer === null ? null : (turn?.id ?? null),
    showsCells: !looks.hiddenLayers.has("cells"),
    hiddenClasses: looks.hiddenClasses,
    leftOut,
    patches: turn === null || answer === null ? [] : scenePatches(turn, answer, looks),
  };
}

/** The patches of an answer that are drawn, kept below cited below selected. */
function scenePatches(turn: Turn, answer: Answer, looks: Looks): readonly ScenePatch[] {
  const cited = citedIds(answer);
  const isOn = (at: { readonly turnId: number } | null) => at?.turnId === turn.id;
  const chosen = isOn(looks.selected) ? looks.selected?.patchId : undefined;
  const patches = answer.patches.map((patch): ScenePatch => {
    const state = patch.id === chosen ? "selected" : cited.has(patch.id) ? "cited" : "kept";
    const isLit = isOn(looks.pointed) && looks.pointed?.patchIds.includes(patch.id) === true;
    const isExplained = state === (chosen === undefined ? "cited" : "selected");
    return { patch, state, isLit, isExplained };
  });
  const order: readonly PatchState[] = ["kept", "cited", "selected"];
  return patches
    .filter(({ state }) => state === "selected" || !looks.hiddenLayers.has(state))
    .toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}

/** The patch under a point of the slide, the most telling one where two lie. */
export function patchAt(
  scene: Scene | null,
  [x, y]: readonly [x: number, y: number],
): EvidencePatch | null {
  const isInside = ({ patch: { rect } }: ScenePatch) =>
    x >= rect.x && y >= rect.y && x < rect.x + rect.width && y < rect.y + rect.height;
  return scene?.patches.findLast(isInside)?.patch ?? null;
}

/** Cells per class over the patches being explained. */
export function countsOf(scene: Scene, classes: number): readonly number[] {
  const explained = scene.patches.filter(({ isExplained }) => isExplained);
  return Array.from({ length: classes }, (_, cellClass) =>
    explained.reduce((sum, { patch }) => sum + (patch.counts[cellClass] ?? 0), 0),
  );
}
