import { type TransferHandler, transferHandlers } from "comlink";
import { decodeFault, encodeFault, type WireFault } from "./fault-wire.ts";
import { decodeOptions, encodeOptions, hasLiveField, type WireOptions } from "./options-wire.ts";

/**
 * Teaches comlink, on this thread, to carry what it would lose. Call it once on each side.
 *
 * - What is thrown keeps its kind, remedy, cause and name; a stopped call rejects with the same
 *   `AbortError` on both sides.
 * - An argument that is a plain object may hold an AbortSignal and callbacks: `{ signal,
 *   onProgress }`. Callbacks return nothing, and the last of them may arrive after the call's own
 *   answer, for they travel on channels of their own.
 */
export function installTransferHandlers(): void {
  const thrown = transferHandlers.get("throw");
  if (thrown === undefined) throw new Error("comlink has no handler of thrown values");
  const faults: TransferHandler<Thrown, WireFault> = {
    canHandle: (value): value is Thrown => thrown.canHandle(value),
    serialize: ({ value }) => [encodeFault(value), []],
    deserialize: (fault) => {
      throw decodeFault(fault);
    },
  };
  const options: TransferHandler<Record<string, unknown>, WireOptions> = {
    canHandle: hasLiveField,
    serialize: encodeOptions,
    deserialize: decodeOptions,
  };
  transferHandlers.set("throw", faults);
  transferHandlers.set("options", options);
}

/** How comlink marks what a call threw. */
interface Thrown {
  readonly value: unknown;
}
