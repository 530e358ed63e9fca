import type { OpenSlide, SlideOrigin } from "#engine/engine.ts";
import type { KeptParts, KeptSlide, PartName } from "#library/kept-slide.ts";
import type { Library } from "#library/library.ts";
import { type PendingWrites, pendingWrites } from "#library/pending-writes.ts";
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
  const write = async (names: ReadonlySet<PartName>): Promise<void> => {
    const parts: Partial<KeptParts> = pick(snapshot, names);
    if (names.has("thumbnail")) {
      const thumbnail = await thumbnailOf(stores);
      await library.records.put(digest, thumbnail === null ? parts : { ...parts, thumbnail });
    } else await library.records.put(digest, parts);
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

/** Null where it cannot be made: a list without a picture is still a list. */
async function thumbnailOf({ slide }: Stores): Promise<Blob | null> {
  const open: OpenSlide | null = openSlideOf(slide.getState());
  return open === null ? null : slideThumbnail(open).catch(() => null);
}
