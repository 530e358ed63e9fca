/**
 * Does `work` for every item, at most `limit` at a time, and keeps the items' order.
 * The first failure is thrown, and nothing further is begun.
 */
export async function concurrently<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = new Array<Result>(items.length);
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index] as Item, index);
    }
  };
  const stop = (failure: unknown): never => {
    next = items.length;
    throw failure;
  };
  const lanes = Math.min(limit, items.length);
  await Promise.all(Array.from({ length: lanes }, () => lane().catch(stop)));
  return results;
}
