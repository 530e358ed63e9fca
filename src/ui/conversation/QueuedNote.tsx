import type { AttemptName, ConversationStore } from "#stores/conversation-store.ts";
import type { RuntimeStore } from "#stores/runtime-store.ts";
import { isScaleMissing, type SlideStore } from "#stores/slide-store.ts";
import { t } from "#ui/language/t.ts";
import { useConversation, useRuntime, useSession, useSlide } from "#ui/session/room.tsx";

interface Props {
  readonly turnId: number;
  readonly attempt: AttemptName;
}

/** A question that waits: for what, and its place in the queue. */
export function QueuedNote({ turnId, attempt }: Props) {
  const { withdraw } = useSession();
  const place = useConversation((store) => placeOf(store, turnId, attempt));
  const lacks = useSlide(lackingSlide);
  const waits = useRuntime((store) => lacks ?? lackingModels(store, attempt));
  return (
    <div className="queued">
      <p className="quiet">
        {waits ?? t("conversation.waitsBefore")} {t("conversation.place", { place })}
      </p>
      <button type="button" className="button-quiet" onClick={() => withdraw(turnId, attempt)}>
        {t("conversation.withdraw")}
      </button>
    </div>
  );
}

const placeOf = ({ queue }: ConversationStore, turnId: number, attempt: AttemptName): number =>
  queue.findIndex((key) => key.turnId === turnId && key.attempt === attempt) + 1;

function lackingSlide(store: SlideStore): string | null {
  if (isScaleMissing(store)) return t("conversation.waitsScale");
  return store.state.kind === "open" ? null : t("conversation.waitsSlide");
}

function lackingModels({ pack, analysis }: RuntimeStore, attempt: AttemptName): string | null {
  if (pack.kind !== "done") return t("conversation.waitsModels");
  if (attempt === "main" && analysis.kind !== "done") return t("conversation.waitsReading");
  return null;
}
