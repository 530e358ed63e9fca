/** The answer while it is written; its chips come with its end, once its evidence is tied to it. */
export function WorkingText({ text }: { text: string }) {
  if (text !== "") return <p className="answer-text">{text}</p>;
  return (
    <div className="skeleton" role="img" aria-label="The answer is being prepared">
      <span />
      <span />
      <span />
    </div>
  );
}
