import type { AttemptName, ConversationStore } from "#stores/conversation-store.ts";
import type { RuntimeStore } from "#stores/runtime-store.ts";
import { isScaleMissing, type SlideStore } from "#stores/slide-store.ts";
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
        {waits ?? "Waits for the question before it."} Number {place} in the queue.
      </p>
      <button type="button" className="button-quiet" onClick={() => withdraw(turnId, attempt)}>
        Withdraw
      </button>
    </div>
  );
}

const placeOf = ({ queue }: ConversationStore, turnId: number, attempt: AttemptName): number =>
  queue.findIndex((key) => key.turnId === turnId && key.attempt === attempt) + 1;

function lackingSlide(store: SlideStore): string | null {
  if (isScaleMissing(store)) return "Waits for the slide's microns per pixel.";
  return store.state.kind === "open" ? null : "Waits for a slide.";
}

function lackingModels({ pack, analysis }: RuntimeStore, attempt: AttemptName): string | null {
  if (pack.kind !== "done") return "Waits for the models.";
  if (attempt === "main" && analysis.kind !== "done") return "Waits for the slide to be read.";
  return null;
}
