import type { OpenSlide, SlideOrigin } from "#engine/engine.ts";
import type { KeptParts, KeptSlide, PartName } from "#library/kept-slide.ts";
import type { Library } from "#library/library.ts";
import { type PendingWrites, pendingWrites } from "#library/pending-writes.ts";
import { faultOf } from "#stores/fault.ts";
import { openSlideOf } from "#stores/slide-store.ts";
import { standpointOf } from "#stores/standpoint.ts";
import type { Stores } from "#ui/session/stores.ts";
import { keptTurns } from "./kept-turns.ts";
import { placeOf } from "./slide-place.ts";
import { slideThumbnail } from "./slide-thumbnail.ts";

export interface KeepOptions {
  readonly library: Library;
  readonly stores: Stores;
  readonly digest: string;
  readonly origin: SlideOrigin;
  /** As it was left, null for a new slide. */
  readonly kept: KeptSlide | null;
  readonly openedAt: number;
  readonly onFault: (thrown: unknown) => void;
  readonly onWritten: () => void;
}

/** The open slide while it is kept: each change is written soon after. */
export interface KeptOpenSlide {
  readonly writes: PendingWrites<PartName>;
  /** Takes what there is now and writes it no more. */
  leave(): Promise<void>;
}

/** Watches the stores and writes what changes of the open slide. */
export function keepSlide(options: KeepOptions): KeptOpenSlide {
  const { library, stores, digest, onFault, onWritten } = options;
  const { serial } = stores.slide.getState();
  let snapshot = snapshotOf(options, null);
  let pictureFault: string | undefined;
  const write = async (names: ReadonlySet<PartName>): Promise<void> => {
    const made = names.has("thumbnail") ? await pictureOf(stores) : { pictureFault };
    ({ pictureFault } = made);
    const { slide, ...parts } = pick(snapshot, names.has("thumbnail") ? withSlide(names) : names);
    const { thumbnail } = made;
    await library.records.put(digest, {
      ...parts,
      ...(slide && { slide: { ...slide, pictureFault } }),
      ...(thumbnail && { thumbnail }),
    });
    onWritten();
  };
  const writes = pendingWrites(write, onFault);
  const take = (...names: readonly PartName[]): void => {
    if (stores.slide.getState().serial !== serial) return;
    if (openSlideOf(stores.slide.getState()) === null) return;
    snapshot = snapshotOf(options, snapshot.slide.view);
    for (const name of names) writes.changed(name);
  };
  const unwatch = [
    stores.view.subscribe((now, before) => now.view !== before.view && take("slide")),
    stores.slide.subscribe(
      (now, before) => now.state !== before.state && take("slide", "thumbnail"),
    ),
    stores.conversation.subscribe(
      (now, before) => now.turns !== before.turns && take("conversation"),
    ),
    stores.annotations.subscribe(
      (now, before) => now.annotations !== before.annotations && take("annotations"),
    ),
  ];
  take("slide", "thumbnail", "conversation", "annotations");
  return {
    writes,
    leave: () => {
      for (const stop of unwatch) stop();
      return writes.flush();
    },
  };
}

type Snapshot = Omit<KeptParts, "thumbnail">;

/** All stores hold plain lists that are never changed in place: taking them copies nothing. */
function snapshotOf(
  { stores, digest, origin, kept, openedAt }: KeepOptions,
  lastView: KeptSlide["view"],
): Snapshot {
  const { serial } = stores.slide.getState();
  const description = openSlideOf(stores.slide.getState())?.description;
  const seen = stores.view.getState().view;
  const place = placeOf(origin);
  const isGiven = description?.scaleOrigin === "person";
  return {
    slide: {
      digest,
      name: description?.name ?? kept?.name ?? "",
      place: place.kind === "gone" && kept !== null ? kept.place : place,
      openedAt,
      givenScale: isGiven ? description.micronsPerPixel : (kept?.givenScale ?? null),
      view: seen === null ? (lastView ?? kept?.view ?? null) : standpointOf(seen),
    },
    annotations: stores.annotations.getState().annotations,
    conversation: keptTurns(stores.conversation.getState().turns, serial),
  };
}

function pick(snapshot: Snapshot, names: ReadonlySet<PartName>): Partial<KeptParts> {
  const entries = Object.entries(snapshot).filter(([name]) => names.has(name as PartName));
  return Object.fromEntries(entries) as Partial<KeptParts>;
}

/** A picture, or why there is none, is told in the slide's own part. */
const withSlide = (names: ReadonlySet<PartName>): ReadonlySet<PartName> =>
  new Set([...names, "slide"]);

interface Made {
  readonly thumbnail?: Blob | null;
  readonly pictureFault: string | undefined;
}

/** A list without a picture is still a list: what keeps it from being made is told beside it. */
async function pictureOf({ slide }: Stores): Promise<Made> {
  const open: OpenSlide | null = openSlideOf(slide.getState());
  if (open === null) return { pictureFault: undefined };
  try {
    return { thumbnail: await slideThumbnail(open), pictureFault: undefined };
  } catch (thrown) {
    const isLeft = openSlideOf(slide.getState())?.source !== open.source;
    return { pictureFault: isLeft ? undefined : faultOf(thrown).message };
  }
}
