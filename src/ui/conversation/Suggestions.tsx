import { t } from "#ui/language/t.ts";
import { useSession } from "#ui/session/room.tsx";

/** One question of each kind that can be answered, in the language the model was taught in. */
const questions = [
  "What is the diagnosis?",
  "How does the tumour grow?",
  "Is there necrosis?",
  "Which patch has the most lymphocytes?",
  "How many lymphocytes are there?",
  "Write a short report.",
];

/** Questions that can be asked as they stand. */
export function Suggestions() {
  const { ask } = useSession();
  return (
    <ul aria-label={t("conversation.suggestions")}>
      {questions.map((question) => (
        <li key={question} lang="en">
          <button type="button" className="button-quiet" onClick={() => ask(question)}>
            {question}
          </button>
        </li>
      ))}
    </ul>
  );
}
