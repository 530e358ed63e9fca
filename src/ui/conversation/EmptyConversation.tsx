import { Suggestions } from "./Suggestions.tsx";

/** Before the first question: what can be asked and what comes back. */
export function EmptyConversation() {
  return (
    <div className="empty">
      <p>
        Ask about the tissue: tumour and its growth, nuclear atypia, necrosis, lymphocytes, glands,
        stroma, fat, counts of cells, one patch or two. Each sentence of an answer carries the
        numbers of the patches it rests on; choose one to fly there and see its cells.
      </p>
      <p className="quiet">
        A question asked before the models are ready waits and is answered as soon as they are.
        Nothing leaves this computer.
      </p>
      <Suggestions />
    </div>
  );
}
