import { type Standpoint, wholeTurn } from "#stores/standpoint.ts";

/** How one view follows from the other; each takes what it is told at once. */
export interface Follower {
  /** The view that shows what the other shows from there. */
  seenFrom(other: Standpoint): Standpoint;
  stand(standpoint: Standpoint): void;
}

export interface Tie {
  firstMoved(to: Standpoint): void;
  secondMoved(to: Standpoint): void;
  /** The second stands where the first leads it, though the first has not moved. */
  followAgain(first: Standpoint): void;
}

/**
 * Keeps two views together while `isTied`. A view that is where the other has put it has not moved
 * by itself and leads nobody: so neither answers the other, and the one moved last leads.
 */
export function keepTogether(first: Follower, second: Follower, isTied: () => boolean): Tie {
  let [firstPlaced, secondPlaced]: (Standpoint | null)[] = [null, null];
  const followAgain = (to: Standpoint): void => {
    if (!isTied()) return;
    firstPlaced = to;
    secondPlaced = second.seenFrom(to);
    second.stand(secondPlaced);
  };
  return {
    followAgain,
    firstMoved: (to) => {
      if (!isThere(to, firstPlaced)) followAgain(to);
    },
    secondMoved: (to) => {
      if (!isTied() || isThere(to, secondPlaced)) return;
      secondPlaced = to;
      firstPlaced = first.seenFrom(to);
      first.stand(firstPlaced);
    },
  };
}

/** Less than anybody sees or a hand does, more than the rounding of a viewer's own numbers. */
const rounding = { pixels: 0.01, zoom: 1e-6, degrees: 1e-6 };

function isThere(at: Standpoint, placed: Standpoint | null | undefined): boolean {
  if (!placed || at.isFlipped !== placed.isFlipped) return false;
  const [x, y] = [at.centre[0] - placed.centre[0], at.centre[1] - placed.centre[1]];
  const degrees = wholeTurn(at.rotation - placed.rotation + 180) - 180;
  return (
    Math.hypot(x, y) * placed.zoom < rounding.pixels &&
    Math.abs(at.zoom / placed.zoom - 1) < rounding.zoom &&
    Math.abs(degrees) < rounding.degrees
  );
}
