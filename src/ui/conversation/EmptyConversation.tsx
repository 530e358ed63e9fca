import { t } from "#ui/language/t.ts";
import { Suggestions } from "./Suggestions.tsx";

/** Before the first question: what can be asked and what comes back. */
export function EmptyConversation() {
  return (
    <div className="empty">
      <p>{t("conversation.emptyHow")}</p>
      <p className="quiet">{t("conversation.emptyWaits")}</p>
      <Suggestions />
    </div>
  );
}
