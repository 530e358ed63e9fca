import { useEffect } from "react";
import { CommandList } from "#ui/commands/CommandList.tsx";
import { useKeys } from "#ui/commands/use-keys.ts";
import { Conversation } from "#ui/conversation/Conversation.tsx";
import { useGamepad } from "#ui/gamepad/use-gamepad.ts";
import { t, useSpoken } from "#ui/language/t.ts";
import { PanelHost } from "#ui/rail/PanelHost.tsx";
import { Rail } from "#ui/rail/Rail.tsx";
import { usePreferences } from "#ui/session/room.tsx";
import { ScaleDialog } from "#ui/slide/ScaleDialog.tsx";
import { SlideStage } from "#ui/slide/SlideStage.tsx";
import { useDrop } from "#ui/slide/use-drop.ts";
import { StatusLine } from "#ui/status/StatusLine.tsx";
import { ChevronIcon } from "#ui/theme/icons.tsx";
import "#ui/theme/theme.css";

/** The whole page: tissue in the middle, conversation at the right, rail at the left. */
export function ReadingRoom() {
  const { isOver, handlers } = useDrop();
  const isOpen = usePreferences((store) => store.conversationOpen);
  const theme = usePreferences((store) => store.theme);
  useSpoken();
  useKeys();
  useGamepad();
  useEffect(() => {
    document.documentElement.dataset["theme"] = theme;
  }, [theme]);
  return (
    <div className="room" {...handlers}>
      <Rail />
      <div className="middle">
        <SlideStage />
        <PanelHost />
        {isOver && <p className="drop-here">{t("stage.dropHere")}</p>}
      </div>
      {isOpen ? <Conversation /> : <OpenConversation />}
      <StatusLine />
      <ScaleDialog />
      <CommandList />
    </div>
  );
}

function OpenConversation() {
  const conversationToggled = usePreferences((store) => store.conversationToggled);
  return (
    <aside className="conversation-closed" aria-label={t("conversation.panel")}>
      <button type="button" aria-label={t("conversation.open")} onClick={conversationToggled}>
        <ChevronIcon />
      </button>
    </aside>
  );
}
