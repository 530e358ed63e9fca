import type { Answer, Sentence } from "#pipeline/answer.ts";
import type { Turn } from "#stores/conversation-store.ts";
import { usePatches } from "#ui/evidence/choose-patch.ts";
import { t } from "#ui/language/t.ts";
import { useView } from "#ui/session/room.tsx";
import { Chip } from "./Chip.tsx";
import { saidWords } from "./said-words.ts";
import { leftAndRight, stepFocus } from "./step-focus.ts";

/** The answer, sentence by sentence; what neither patch nor count supports is lighter. */
export function AnswerText({ turn, answer }: { turn: Turn; answer: Answer }) {
  return (
    <p className="answer-text" onKeyDown={(event) => stepFocus(event, leftAndRight)}>
      {answer.sentences.map((sentence, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the sentences of a finished answer never move
        <SentenceSpan key={index} turn={turn} answer={answer} sentence={sentence} />
      ))}
    </p>
  );
}

interface Props {
  readonly turn: Turn;
  readonly answer: Answer;
  readonly sentence: Sentence;
}

function SentenceSpan({ turn, answer, sentence }: Props) {
  const ids = sentence.citations.map(({ id }) => id);
  const { point, leave } = usePatches(turn);
  const isLit = useView(
    ({ pointed }) => pointed?.turnId === turn.id && pointed.patchIds.some((id) => ids.includes(id)),
  );
  return (
    <span
      className="sentence"
      data-grounded={
        ids.length > 0 || sentence.isCounted === true || sentence.numbers !== undefined
      }
      data-lit={isLit}
      title={titleOf(sentence)}
      onPointerEnter={() => ids.length > 0 && point(ids)}
      onPointerLeave={leave}
    >
      {sentence.text}
      {sentence.citations.map(({ id, support }) => {
        const patch = answer.patches.find((one) => one.id === id);
        if (patch === undefined) return null;
        return <Chip key={id} turn={turn} patch={patch} support={support} />;
      })}
      {sentence.numbers !== undefined && (
        <span className="miscount" role="note">
          {saidWords(sentence.numbers)}
        </span>
      )}{" "}
    </span>
  );
}

/** What the sentence rests on where no chip says so. */
function titleOf({ citations, isCounted, numbers }: Sentence): string | undefined {
  if (isCounted === true) return t("conversation.counted");
  if (citations.length > 0 || numbers !== undefined) return undefined;
  return t("conversation.ofTheWhole");
}
