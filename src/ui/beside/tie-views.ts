import type { OpenSlide } from "#engine/engine.ts";
import type { BesideCamera } from "#stores/beside-store.ts";
import { linkedView, type SlidePair, turnedAround } from "#stores/linked-view.ts";
import { openSlideOf } from "#stores/slide-store.ts";
import { type Standpoint, standpointOf } from "#stores/standpoint.ts";
import type { View } from "#stores/view-store.ts";
import type { Stores } from "#ui/session/stores.ts";
import { keepTogether } from "./keep-together.ts";

export interface TiedViews {
  /** Told of every frame that the second slide is drawn in. */
  secondDrawn(view: View): void;
  end(): void;
}

/** Moves the second slide with the first and the first with the second, while they are linked. */
export function tieViews(stores: Stores, slide: OpenSlide, camera: BesideCamera): TiedViews {
  const { view, beside } = stores;
  let size: View["size"] | null = null;
  const tie = keepTogether(
    {
      seenFrom: (second) => seenBy(stores, slide, second, "first"),
      stand: (standpoint) => view.getState().camera?.jumpTo(standpoint),
    },
    { seenFrom: (first) => seenBy(stores, slide, first, "second"), stand: camera.stand },
    () => beside.getState().link !== null && view.getState().view !== null,
  );
  const followAgain = () => {
    const seen = view.getState().view;
    if (seen !== null) tie.followAgain(standpointOf(seen));
  };
  const endings = [
    view.subscribe((now, before) => {
      if (now.view !== null && now.view !== before.view) tie.firstMoved(standpointOf(now.view));
    }),
    beside.subscribe((now, before) => {
      if (now.link !== before.link) followAgain();
    }),
    stores.slide.subscribe((now, before) => {
      if (openSlideOf(now)?.description !== openSlideOf(before)?.description) followAgain();
    }),
  ];
  return {
    secondDrawn: (seen) => {
      // A window of another size shows another part: that is no move of a hand.
      const isSized = size?.width === seen.size.width && size.height === seen.size.height;
      size = seen.size;
      if (isSized) tie.secondMoved(standpointOf(seen));
      else followAgain();
    },
    end: () => {
      for (const end of endings) end();
    },
  };
}

/** The view of one slide that the other's view leads to; unlinked or alone, the other's own. */
function seenBy(
  { slide, beside }: Stores,
  second: OpenSlide,
  other: Standpoint,
  which: "first" | "second",
): Standpoint {
  const first = openSlideOf(slide.getState());
  const { link } = beside.getState();
  if (first === null || link === null) return other;
  const pair: SlidePair = { from: first.description, to: second.description };
  if (which === "second") return linkedView(other, pair, link);
  return linkedView(other, { from: pair.to, to: pair.from }, turnedAround(link));
}
