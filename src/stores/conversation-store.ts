import { createStore, type StoreApi } from "zustand/vanilla";
import type { NamedArea } from "#core/area.ts";
import type { Answer, EvidencePatch } from "#pipeline/answer.ts";
import type { Fault } from "./fault.ts";

/** One try at answering: with the image (`main`) or without it (`blind`). */
export type Attempt =
  | { readonly kind: "queued" }
  | { readonly kind: "working"; readonly text: string }
  | { readonly kind: "answered"; readonly answer: Answer }
  /** Stopped by the person before the engine had an answer to return; `text` is what had come. */
  | { readonly kind: "stopped"; readonly text: string }
  | { readonly kind: "failed"; readonly fault: Fault; readonly text: string };

export type AttemptName = "main" | "blind";

export interface Turn {
  readonly id: number;
  readonly question: string;
  /** Serial of the slide the question was put to; null while it waits. */
  readonly slideSerial: number | null;
  readonly slideName: string | null;
  readonly main: Attempt;
  readonly blind: Attempt | null;
  /** The person wants it answered although the slide is unlike what the models know. */
  readonly isInsisted: boolean;
  /** The part of the slide it is about; absent for all of it. */
  readonly within?: NamedArea;
}

/** A turn as it was kept: nothing in it is under way. */
export type RestoredTurn = Pick<Turn, "question" | "main" | "blind" | "isInsisted" | "within">;

export interface RestoredSlide {
  readonly serial: number;
  readonly name: string;
  /** Serials the slide had before on this page. */
  readonly formerSerials: readonly number[];
}

/** An attempt by its turn: what the queue is made of. */
export interface AttemptKey {
  readonly turnId: number;
  readonly attempt: AttemptName;
}

/** The questions and answers of this page; lives as long as the page. */
export interface ConversationStore {
  readonly turns: readonly Turn[];
  /** Attempts waiting, first asked first. */
  readonly queue: readonly AttemptKey[];
  /** What stands in the composer and is not asked yet. */
  readonly draft: string;
  drafted(question: string): void;
  questionAsked(question: string, within?: NamedArea): number;
  attemptQueued(key: AttemptKey): void;
  attemptWithdrawn(key: AttemptKey): void;
  attemptStarted(key: AttemptKey, slide: { readonly serial: number; readonly name: string }): void;
  textStreamed(key: AttemptKey, text: string): void;
  attemptAnswered(key: AttemptKey, answer: Answer): void;
  attemptStopped(key: AttemptKey): void;
  attemptFailed(key: AttemptKey, fault: Fault): void;
  /**
   * Turns of an earlier visit to a slide, in place of those of that slide that are here; they stand
   * before the questions that wait.
   */
  conversationRestored(turns: readonly RestoredTurn[], slide: RestoredSlide): void;
}

type Change = Partial<Omit<Turn, "id" | "question">>;

const isSame = (a: AttemptKey, b: AttemptKey): boolean =>
  a.turnId === b.turnId && a.attempt === b.attempt;

const textOf = (attempt: Attempt | null): string =>
  attempt?.kind === "working" ? attempt.text : "";

const withTurn = (turns: readonly Turn[], id: number, change: (turn: Turn) => Change) =>
  turns.map((turn) => (turn.id === id ? { ...turn, ...change(turn) } : turn));

const withAttempt = (
  turns: readonly Turn[],
  { turnId, attempt }: AttemptKey,
  change: (before: Attempt | null) => Attempt,
) => withTurn(turns, turnId, (turn) => ({ [attempt]: change(turn[attempt]) }));

const nextId = (turns: readonly Turn[]): number => Math.max(0, ...turns.map(({ id }) => id)) + 1;

function withRestored(
  turns: readonly Turn[],
  kept: readonly RestoredTurn[],
  { serial, name, formerSerials }: RestoredSlide,
): readonly Turn[] {
  const first = nextId(turns);
  const here = { slideSerial: serial, slideName: name };
  const back = kept.map((turn, index): Turn => ({ ...turn, ...here, id: first + index }));
  const isBefore = ({ slideSerial }: Turn) => slideSerial !== null && slideSerial !== serial;
  const others = turns.filter(
    ({ slideSerial }) => slideSerial === null || !formerSerials.includes(slideSerial),
  );
  const after = others.filter((turn) => !isBefore(turn));
  return [...others.filter(isBefore), ...back, ...after];
}

export function createConversationStore(): StoreApi<ConversationStore> {
  return createStore<ConversationStore>((set, get) => ({
    turns: [],
    queue: [],
    draft: "",
    drafted: (draft) => set({ draft }),
    questionAsked: (question, within) => {
      const id = nextId(get().turns);
      const main: Attempt = { kind: "queued" };
      const waiting = { slideSerial: null, slideName: null, blind: null, isInsisted: false };
      const turn: Turn = { id, question, main, ...waiting, ...(within && { within }) };
      set(({ turns, queue }) => ({
        turns: [...turns, turn],
        queue: [...queue, { turnId: id, attempt: "main" }],
      }));
      return id;
    },
    attemptQueued: (key) =>
      set(({ turns, queue }) => ({
        turns: withTurn(turns, key.turnId, (turn) => ({
          [key.attempt]: { kind: "queued" },
          isInsisted: turn.isInsisted || isUnsuitable(turn.main),
        })),
        queue: [...queue.filter((other) => !isSame(other, key)), key],
      })),
    attemptWithdrawn: (key) =>
      set(({ turns, queue }) => ({
        queue: queue.filter((other) => !isSame(other, key)),
        turns:
          key.attempt === "blind"
            ? withTurn(turns, key.turnId, () => ({ blind: null }))
            : turns.filter((turn) => turn.id !== key.turnId),
      })),
    attemptStarted: (key, slide) =>
      set(({ turns, queue }) => ({
        queue: queue.filter((other) => !isSame(other, key)),
        turns: withTurn(turns, key.turnId, () => ({
          [key.attempt]: { kind: "working", text: "" },
          ...(key.attempt === "main" && { slideSerial: slide.serial, slideName: slide.name }),
        })),
      })),
    textStreamed: (key, text) =>
      set(({ turns }) => ({ turns: withAttempt(turns, key, () => ({ kind: "working", text })) })),
    attemptAnswered: (key, answer) =>
      set(({ turns }) => ({
        turns: withAttempt(turns, key, () => ({ kind: "answered", answer })),
      })),
    attemptStopped: (key) =>
      set(({ turns }) => ({
        turns: withAttempt(turns, key, (before) => ({ kind: "stopped", text: textOf(before) })),
      })),
    conversationRestored: (kept, slide) =>
      set(({ turns }) => ({ turns: withRestored(turns, kept, slide) })),
    attemptFailed: (key, fault) =>
      set(({ turns }) => ({
        turns: withAttempt(turns, key, (before) => ({
          kind: "failed",
          fault,
          text: textOf(before),
        })),
      })),
  }));
}

/** Not answered, for the slide is unlike what the models know; asking again insists. */
export const isUnsuitable = (attempt: Attempt): boolean =>
  attempt.kind === "failed" && attempt.fault.kind === "slide-unsuitable";

export const turnOf = (store: ConversationStore, id: number): Turn | undefined =>
  store.turns.find((turn) => turn.id === id);

export const answerOf = (turn: Turn | undefined): Answer | null =>
  turn?.main.kind === "answered" ? turn.main.answer : null;

/** Ids the answer cites anywhere. */
export const citedIds = (answer: Answer): ReadonlySet<number> =>
  new Set(answer.sentences.flatMap((sentence) => sentence.citations.map(({ id }) => id)));

/** Patches as the evidence list shows them: cited first, then by relevance. */
export function evidenceOf(answer: Answer): readonly EvidencePatch[] {
  const cited = citedIds(answer);
  const rank = (patch: EvidencePatch): number => (cited.has(patch.id) ? 1 : 0);
  return answer.patches.toSorted((a, b) => rank(b) - rank(a) || b.relevance - a.relevance);
}

/** True while an attempt of any turn is being answered. */
export const isAnswering = (store: ConversationStore): boolean =>
  store.turns.some(({ main, blind }) => main.kind === "working" || blind?.kind === "working");
