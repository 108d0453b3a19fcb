interface Waiting<In, Out> {
  readonly item: In;
  resolve(out: Out): void;
  reject(error: unknown): void;
}

/**
 * Does together what arrives while the work before is still being done, so that many share one transaction, or one wait
 * for the disk. Alone, nobody waits for others. When a group fails, each of it is done alone and has its own outcome:
 * the work must be safe to do twice.
 *
 * @param work Answers each item in order.
 * @param most Items of one group.
 */
export function gathered<In, Out>(
  work: (items: readonly In[]) => Promise<readonly Out[]>,
  most: number,
): (item: In) => Promise<Out> {
  const waiting: Waiting<In, Out>[] = [];
  let isBusy = false;
  const drain = async () => {
    isBusy = true;
    while (waiting.length > 0) await settle(work, waiting.splice(0, most));
    isBusy = false;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!isBusy) void drain();
    });
}

async function settle<In, Out>(
  work: (items: readonly In[]) => Promise<readonly Out[]>,
  group: readonly Waiting<In, Out>[],
): Promise<void> {
  try {
    const outs = await work(group.map(({ item }) => item));
    for (const [at, { resolve }] of group.entries()) resolve(outs[at]!);
  } catch (error) {
    if (group.length === 1) return group[0]!.reject(error);
    for (const one of group) await settle(work, [one]);
  }
}
