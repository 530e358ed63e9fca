import { turnOf } from "#stores/conversation-store.ts";
import { openSlideOf } from "#stores/slide-store.ts";
import { standpointOf } from "#stores/standpoint.ts";
import { t } from "#ui/language/t.ts";
import type { Stores } from "#ui/session/stores.ts";
import { linkTo } from "./link.ts";

/** The address of what is seen now; null while no slide is open. */
export function linkOf({ slide, view, conversation }: Stores, pageUrl: string): string | null {
  const { state } = slide.getState();
  const open = openSlideOf(slide.getState());
  if (state.kind !== "open" || open === null) return null;
  const { view: seen, shownTurn, selected } = view.getState();
  const turn = shownTurn === null ? undefined : turnOf(conversation.getState(), shownTurn);
  return linkTo(pageUrl, {
    origin: state.origin,
    slideName: open.description.name,
    standpoint: seen === null ? null : standpointOf(seen),
    question: turn?.question ?? null,
    patchId: selected?.turnId === turn?.id ? (selected?.patchId ?? null) : null,
  });
}

export async function copyLink(stores: Stores): Promise<void> {
  const { noticed } = stores.display.getState();
  const link = linkOf(stores, document.baseURI);
  if (link === null) return;
  try {
    await navigator.clipboard.writeText(link);
    noticed(t("display.linkCopied"));
  } catch {
    noticed(t("display.linkNotCopied"));
  }
}
