/**
 * Resolves in a new task, so that messages (an abort, a ping) are heard between two runs: a WASM
 * run resolves without ever leaving the current one. A timer would add its 4 ms to every token.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
