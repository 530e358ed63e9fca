/** The connected pieces of the pixels that `isOf` takes, over sides and corners: lists of pixels. */
export function* pieces(
  { width, height }: { readonly width: number; readonly height: number },
  isOf: (pixel: number) => boolean,
): Generator<readonly number[], void, undefined> {
  const isSeen = new Uint8Array(width * height);
  for (let start = 0; start < isSeen.length; start += 1) {
    if (isSeen[start] || !isOf(start)) continue;
    isSeen[start] = 1;
    const piece = [start];
    for (let next = 0; next < piece.length; next += 1) {
      for (const beside of around(piece[next] ?? 0, width, height)) {
        if (isSeen[beside] || !isOf(beside)) continue;
        isSeen[beside] = 1;
        piece.push(beside);
      }
    }
    yield piece;
  }
}

function* around(pixel: number, width: number, height: number): Generator<number, void, undefined> {
  const [x, y] = [pixel % width, Math.floor(pixel / width)];
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row += 1) {
    for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column += 1) {
      yield row * width + column;
    }
  }
}
