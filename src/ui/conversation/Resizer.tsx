import type { KeyboardEvent, PointerEvent } from "react";
import { conversationWidths } from "#stores/preferences-store.ts";
import { t } from "#ui/language/t.ts";
import { usePreferences } from "#ui/session/room.tsx";

const step = 20;

/** The edge between tissue and conversation: dragged, or moved with the arrows. */
export function Resizer() {
  const width = usePreferences((store) => store.conversationWidth);
  const conversationResized = usePreferences((store) => store.conversationResized);

  function onPointerMove(event: PointerEvent<HTMLElement>): void {
    if (event.buttons === 1) conversationResized(innerWidth - event.clientX);
  }
  function onKeyDown(event: KeyboardEvent): void {
    const direction = { ArrowLeft: 1, ArrowRight: -1 }[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    conversationResized(width + direction * step);
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a splitter that moves is no thematic break
    <div
      className="resizer"
      role="separator"
      tabIndex={0}
      aria-label={t("conversation.width")}
      aria-orientation="vertical"
      aria-valuenow={width}
      aria-valuemin={conversationWidths.least}
      aria-valuemax={conversationWidths.most}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onDoubleClick={() => conversationResized(conversationWidths.usual)}
      onKeyDown={onKeyDown}
    />
  );
}
