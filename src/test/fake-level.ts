import type { LevelEndpoint } from "#engine/level-endpoint.ts";
import type { LevelService } from "#pipeline/levels/level-service.ts";

export interface FakeLevelService extends LevelService {
  /** Answers its own argument when the test settles it. */
  work(value: string): Promise<string>;
}

/** One start of a fake worker. */
export interface FakeLife {
  readonly endpoint: LevelEndpoint<FakeLevelService>;
  readonly loads: number;
  readonly ended: boolean;
  crash(message: string): void;
  /** Makes the worker deaf: pings and work never settle again. */
  hang(): void;
  /** Settles the work under way. */
  settle(how?: { readonly failure: unknown }): void;
}

export interface FakeLevel {
  readonly lives: FakeLife[];
  readonly start: () => LevelEndpoint<FakeLevelService>;
  /** Makes the next loads fail. */
  loadFailure: Error | null;
}

/** A level's worker whose lives the test follows and ends. */
export function fakeLevel(): FakeLevel {
  const lives: FakeLife[] = [];
  const level: FakeLevel = {
    lives,
    loadFailure: null,
    start: () => {
      const life = beginFakeLife(() => level.loadFailure);
      lives.push(life);
      return life.endpoint;
    },
  };
  return level;
}

function beginFakeLife(loadFailure: () => Error | null): FakeLife {
  const never = new Promise<never>(() => undefined);
  const listeners: ((message: string) => void)[] = [];
  let under: { succeed: () => void; fail: (failure: unknown) => void } | null = null;
  let hung = false;
  let loads = 0;
  let ended = false;
  const service: FakeLevelService = {
    async load() {
      loads += 1;
      const failure = loadFailure();
      if (failure) throw failure;
      return { provider: "wasm", threads: 2, reason: "WASM: no GPU adapter" };
    },
    ping: () => (hung ? never : Promise.resolve()),
    work: (value) =>
      new Promise((resolve, fail) => {
        under = { succeed: () => resolve(value), fail };
      }),
  };
  return {
    endpoint: {
      service,
      onCrash: (listener) => listeners.push(listener),
      end: () => {
        ended = true;
      },
    },
    get loads() {
      return loads;
    },
    get ended() {
      return ended;
    },
    crash: (message) => {
      for (const listener of listeners) listener(message);
    },
    hang: () => {
      hung = true;
    },
    settle: (how) => (how ? under?.fail(how.failure) : under?.succeed()),
  };
}
