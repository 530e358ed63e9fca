import type { NamedArea } from "#core/area.ts";
import type { Engine, OpenSlide } from "#engine/engine.ts";
import { type AttemptKey, turnOf } from "#stores/conversation-store.ts";
import { faultOf, isAbort } from "#stores/fault.ts";
import { isReady } from "#stores/runtime-store.ts";
import { openSlideOf } from "#stores/slide-store.ts";
import type { Stores } from "./stores.ts";

export interface Questions {
  ask(question: string, within?: NamedArea): void;
  askBlind(turnId: number): void;
  retry(turnId: number, attempt: "main" | "blind"): void;
  withdraw(turnId: number, attempt: "main" | "blind"): void;
  stop(): void;
  /** Starts the first waiting question, when there is one and all it needs is there. */
  proceed(): void;
}

/** The queue of questions: one is answered at a time, in the order asked. */
export function createQuestions(engine: Engine, stores: Stores): Questions {
  const { conversation, runtime, slide } = stores;
  let running: AbortController | null = null;

  function proceed(): void {
    const [key] = conversation.getState().queue;
    const open = openSlideOf(slide.getState());
    if (running !== null || key === undefined || open === null) return;
    if (!isReady(runtime.getState(), key.attempt)) return;
    running = new AbortController();
    void answer(engine, stores, open, key, running.signal).finally(() => {
      running = null;
      proceed();
    });
  }
  function queue(turnId: number, attempt: "main" | "blind"): void {
    conversation.getState().attemptQueued({ turnId, attempt });
    proceed();
  }
  return {
    proceed,
    ask: (question, within) => {
      conversation.getState().questionAsked(question, within);
      proceed();
    },
    askBlind: (turnId) => queue(turnId, "blind"),
    retry: queue,
    withdraw: (turnId, attempt) => conversation.getState().attemptWithdrawn({ turnId, attempt }),
    stop: () => running?.abort(),
  };
}

async function answer(
  engine: Engine,
  { conversation, runtime, slide, view }: Stores,
  open: OpenSlide,
  key: AttemptKey,
  signal: AbortSignal,
): Promise<void> {
  const turn = turnOf(conversation.getState(), key.turnId);
  if (turn === undefined) return;
  const events = conversation.getState();
  const { serial } = slide.getState();
  events.attemptStarted(key, { serial, name: open.description.name });
  runtime.getState().answerStarted();
  try {
    const said = await engine.ask(open, turn.question, {
      signal,
      blind: key.attempt === "blind",
      evenUnsuitable: turn.isInsisted,
      ...(turn.within && { within: turn.within }),
      onText: (text) => events.textStreamed(key, text),
      onProgress: (progress) => runtime.getState().stageAdvanced(progress, Date.now()),
    });
    events.attemptAnswered(key, said);
    if (key.attempt === "main" && slide.getState().serial === serial) {
      view.getState().answerShown(key.turnId);
    }
  } catch (error) {
    if (isAbort(error)) events.attemptStopped(key);
    else events.attemptFailed(key, faultOf(error));
  }
}
