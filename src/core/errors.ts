/** What failed, told so that a person knows what it means and what to do. */
export type FaultKind =
  | "slide-unreadable"
  | "slide-tile-missing"
  | "slide-scale-unknown"
  | "slide-unsuitable"
  | "pack-unreadable"
  | "pack-file-corrupt"
  | "pack-file-missing"
  | "runtime-unavailable"
  | "worker-lost"
  | "model-wrong"
  | "geojson-unreadable"
  | "area-without-tissue"
  | "library-refused"
  | "library-full"
  | "library-newer"
  | "library-damaged"
  | "library-elsewhere";

/** A failure known where it arose. `message` states facts, `remedy` what the person can do. */
export class ParaffinError extends Error {
  override readonly name = "ParaffinError";
  readonly kind: FaultKind;
  readonly remedy: string;
  constructor(kind: FaultKind, message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
    this.remedy = remedy;
  }
}
