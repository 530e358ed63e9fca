import type { Annotation } from "#annotations/annotation.ts";
import type { FaultKind } from "#core/errors.ts";
import type { Level0Point } from "#core/geometry.ts";
import type { Answer } from "#pipeline/answer.ts";

/** Where a slide can be opened again from. */
export type SlidePlace =
  | { readonly kind: "url"; readonly url: string; readonly micronsPerPixel: number | null }
  /** Files or one folder of this computer; the browser may ask before it reads them again. */
  | { readonly kind: "files"; readonly entries: readonly FileSystemHandle[] }
  /** Files that the browser does not open again by itself: they must be chosen once more. */
  | { readonly kind: "gone" };

/** Where one looked from: the middle in level-0 pixels, CSS pixels for one of them, the turn. */
export interface KeptView {
  readonly centre: Level0Point;
  readonly zoom: number;
  readonly rotation: number;
  readonly isFlipped: boolean;
}

/** One slide that was opened: the line of it in the list. */
export interface KeptSlide {
  /** Of its bytes, not of its name: see `slide-digest.ts`. */
  readonly digest: string;
  readonly name: string;
  readonly place: SlidePlace;
  /** Milliseconds since the epoch. */
  readonly openedAt: number;
  /** Microns per pixel that a person gave because the file says none. */
  readonly givenScale: number | null;
  readonly view: KeptView | null;
  /** Why its picture could not be made the last time, in words; absent where it could. */
  readonly pictureFault?: string | undefined;
}

/** What became of a question: what ends is kept, so that what was under way comes back as stopped. */
export type KeptAttempt =
  | { readonly kind: "answered"; readonly answer: Answer }
  | { readonly kind: "stopped"; readonly text: string }
  | { readonly kind: "failed"; readonly fault: KeptFault; readonly text: string };

export interface KeptFault {
  readonly kind: FaultKind | "unexpected";
  readonly message: string;
  readonly remedy: string;
}

export interface KeptTurn {
  readonly question: string;
  readonly main: KeptAttempt;
  readonly blind: KeptAttempt | null;
  readonly isInsisted: boolean;
}

/** All that is kept of a slide but for its analysis, each part by itself. */
export interface KeptParts {
  readonly slide: KeptSlide;
  /** A JPEG of 256 pixels at most. */
  readonly thumbnail: Blob;
  readonly annotations: readonly Annotation[];
  readonly conversation: readonly KeptTurn[];
}

export const PARTS = ["slide", "thumbnail", "annotations", "conversation"] as const;
export type PartName = (typeof PARTS)[number];
