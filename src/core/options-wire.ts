import { decodeFault, encodeFault, type WireFault } from "./fault-wire.ts";

/** One field of an options object on its way to another thread. */
type WireField =
  | { readonly type: "plain"; readonly value: unknown }
  | { readonly type: "callback"; readonly port: MessagePort }
  | { readonly type: "signal"; readonly port: MessagePort }
  | { readonly type: "aborted"; readonly reason: WireFault };

export type WireOptions = Readonly<Record<string, WireField>>;

/** Whether a value is a plain object with a signal or a callback among its fields. */
export function hasLiveField(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.values(value).some((field) => isCallback(field) || field instanceof AbortSignal);
}

export function encodeOptions(options: Record<string, unknown>): [WireOptions, Transferable[]] {
  const fields = Object.entries(options).map(
    ([name, value]) => [name, encodeField(value)] as const,
  );
  const ports = fields.flatMap(([, field]) => ("port" in field ? [field.port] : []));
  return [Object.fromEntries(fields), ports];
}

export function decodeOptions(options: WireOptions): Record<string, unknown> {
  const fields = Object.entries(options);
  return Object.fromEntries(fields.map(([name, field]) => [name, decodeField(field)]));
}

function encodeField(value: unknown): WireField {
  if (isCallback(value)) return { type: "callback", port: portOfCallback(value) };
  if (!(value instanceof AbortSignal)) return { type: "plain", value };
  if (value.aborted) return { type: "aborted", reason: encodeFault(value.reason) };
  return { type: "signal", port: portOfSignal(value) };
}

function decodeField(field: WireField): unknown {
  if (field.type === "plain") return field.value;
  if (field.type === "aborted") return AbortSignal.abort(decodeFault(field.reason));
  return field.type === "callback" ? callbackOfPort(field.port) : signalOfPort(field.port);
}

type Callback = (...values: never) => unknown;

function isCallback(value: unknown): value is Callback {
  return typeof value === "function";
}

function portOfCallback(callback: Callback): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }: MessageEvent<unknown[]>) => Reflect.apply(callback, undefined, data);
  return port2;
}

/** A callback nobody can call any more closes its channel, and with it the sender's end. */
const forgottenCallbacks = new FinalizationRegistry<MessagePort>((port) => port.close());

function callbackOfPort(port: MessagePort): (...values: unknown[]) => void {
  const callback = (...values: unknown[]) => port.postMessage(values);
  forgottenCallbacks.register(callback, port);
  return callback;
}

/** The open channels of each signal: one listener on the signal serves them all. */
const channels = new WeakMap<AbortSignal, Set<MessagePort>>();

/** A signal that nobody can abort any more closes its channels. */
const forgottenSignals = new FinalizationRegistry<Set<MessagePort>>((ports) => {
  for (const port of ports) port.close();
});

function portOfSignal(signal: AbortSignal): MessagePort {
  const { port1, port2 } = new MessageChannel();
  portsOf(signal).add(port1);
  return port2;
}

function portsOf(signal: AbortSignal): Set<MessagePort> {
  const known = channels.get(signal);
  if (known !== undefined) return known;
  const ports = new Set<MessagePort>();
  channels.set(signal, ports);
  forgottenSignals.register(signal, ports);
  const abort = ({ target }: Event) => {
    const reason = encodeFault(target instanceof AbortSignal ? target.reason : undefined);
    for (const port of ports) port.postMessage(reason);
    ports.clear();
  };
  signal.addEventListener("abort", abort, { once: true });
  return ports;
}

function signalOfPort(port: MessagePort): AbortSignal {
  const controller = new AbortController();
  port.onmessage = ({ data }: MessageEvent<WireFault>) => {
    controller.abort(decodeFault(data));
    port.close();
  };
  return controller.signal;
}
