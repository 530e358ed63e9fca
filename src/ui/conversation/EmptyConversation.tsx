import { useSession } from "#ui/session/room.tsx";

const examples = ["What is the diagnosis?", "Where are the lymphocytes?", "Is there necrosis?"];

/** Before the first question: what can be asked and what comes back. */
export function EmptyConversation() {
  const { ask } = useSession();
  return (
    <div className="empty">
      <p>
        Ask about the tissue. Each sentence of an answer carries the numbers of the patches it rests
        on; choose one to fly there and see its cells.
      </p>
      <p className="quiet">
        A question asked before the models are ready waits and is answered as soon as they are.
        Nothing leaves this computer.
      </p>
      <ul>
        {examples.map((question) => (
          <li key={question}>
            <button type="button" className="button-quiet" onClick={() => ask(question)}>
              {question}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
