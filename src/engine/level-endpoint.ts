import type { LevelServices } from "#pipeline/levels/level-service.ts";

/** A started worker of one level, seen from the page. */
export interface LevelEndpoint<Service> {
  readonly service: Service;
  /** `listener` is told once when the worker itself breaks (not when a call fails). */
  onCrash(listener: (message: string) => void): void;
  /** Ends the worker; its calls under way never settle. */
  end(): void;
}

/** How each level's worker is started. */
export type LevelStarters = {
  readonly [Name in keyof LevelServices]: () => LevelEndpoint<LevelServices[Name]>;
};
