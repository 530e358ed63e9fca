import { type CSSProperties, type KeyboardEvent, useRef } from "react";
import { t } from "#ui/language/t.ts";
import { Progress } from "#ui/progress/Progress.tsx";
import { useConversation, usePreferences } from "#ui/session/room.tsx";
import { ChevronIcon } from "#ui/theme/icons.tsx";
import { focusTissue } from "#ui/viewer/focus-tissue.ts";
import { Composer, focusComposer } from "./Composer.tsx";
import { EmptyConversation } from "./EmptyConversation.tsx";
import { Resizer } from "./Resizer.tsx";
import { TurnArticle } from "./TurnArticle.tsx";
import { useFollow } from "./use-follow.ts";

/** Escape leads from the evidence to the question, and from the question to the slide. */
function onKeyDown(event: KeyboardEvent): void {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  event.preventDefault();
  if (event.target instanceof HTMLTextAreaElement) focusTissue();
  else focusComposer();
}

/** Questions and answers at the right of the tissue. */
export function Conversation() {
  const log = useRef<HTMLDivElement>(null);
  const turns = useConversation((store) => store.turns);
  const width = usePreferences((store) => store.conversationWidth);
  const conversationToggled = usePreferences((store) => store.conversationToggled);
  useFollow(log, turns.at(-1)?.id);
  return (
    <aside
      className="conversation"
      style={{ "--width": `${width}px` } as CSSProperties}
      aria-label={t("conversation.panel")}
      onKeyDown={onKeyDown}
    >
      <Resizer />
      <header>
        <h2>{t("conversation.title")}</h2>
        <button type="button" aria-label={t("conversation.collapse")} onClick={conversationToggled}>
          <ChevronIcon />
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
      <div ref={log} className="log" role="log" aria-label={t("conversation.title")} tabIndex={0}>
        {turns.length === 0 && <EmptyConversation />}
        {turns.map((turn) => (
          <TurnArticle key={turn.id} turn={turn} />
        ))}
      </div>
      <Progress />
      <Composer />
      <p className="standing">{t("conversation.standing")}</p>
    </aside>
  );
}
