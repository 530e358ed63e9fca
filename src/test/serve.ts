import { createServer, type RequestListener } from "node:http";

/** A web server on a free port of this computer, until `stop`. `address` ends without a slash. */
export async function serve(
  answer: RequestListener,
): Promise<{ address: string; stop: () => void }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const place = server.address();
  if (place === null || typeof place === "string") throw new Error("the server has no port");
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { address: `http://127.0.0.1:${place.port}`, stop };
}
