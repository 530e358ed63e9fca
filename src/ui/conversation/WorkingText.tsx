import { t } from "#ui/language/t.ts";
/** The answer while it is written; its chips come with its end, once its evidence is tied to it. */
export function WorkingText({ text }: { text: string }) {
  if (text !== "") return <p className="answer-text">{text}</p>;
  return (
    <div className="skeleton" role="img" aria-label={t("conversation.prepared")}>
      <span />
      <span />
      <span />
    </div>
  );
}
