/** Pieces of text as one file, gzip where asked; only what is packed is held. */
export function textFile(
  pieces: AsyncIterable<string>,
  { isPacked, type }: { readonly isPacked: boolean; readonly type: string },
): Promise<Blob> {
  const steps = pieces[Symbol.asyncIterator]();
  const text = new ReadableStream<string>({
    async pull(controller) {
      const { done, value } = await steps.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
  });
  const bytes = text.pipeThrough(new TextEncoderStream());
  const packed = isPacked ? bytes.pipeThrough(new CompressionStream("gzip")) : bytes;
  const headers = { "Content-Type": isPacked ? "application/gzip" : type };
  return new Response(packed, { headers }).blob();
}
