import type { Answer, Sentence } from "#pipeline/answer.ts";
import type { Turn } from "#stores/conversation-store.ts";
import { usePatches } from "#ui/evidence/choose-patch.ts";
import { useView } from "#ui/session/room.tsx";
import { Chip } from "./Chip.tsx";

/** The answer, sentence by sentence; what no patch supports is lighter. */
export function AnswerText({ turn, answer }: { turn: Turn; answer: Answer }) {
  return (
    <p className="answer-text">
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
      data-grounded={ids.length > 0}
      data-lit={isLit}
      title={ids.length > 0 ? undefined : "Not tied to a patch: from the slide as a whole."}
      onPointerEnter={() => ids.length > 0 && point(ids)}
      onPointerLeave={leave}
    >
      {sentence.text}
      {sentence.citations.map(({ id, probability }) => {
        const patch = answer.patches.find((one) => one.id === id);
        if (patch === undefined) return null;
        return <Chip key={id} turn={turn} patch={patch} probability={probability} />;
      })}{" "}
    </span>
  );
}
