const actions: (() => Promise<void>)[] = [];

/** Registers work for the end of the test run; last registered runs first. */
export function onTeardown(action: () => Promise<void>): void {
  actions.push(action);
}

/** Mocha calls this once after every file, whether tests passed or not. What fails keeps nothing else from ending. */
export async function mochaGlobalTeardown(): Promise<void> {
  const failures: unknown[] = [];
  for (const action of actions.splice(0).reverse())
    await Promise.resolve()
      .then(action)
      .catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join("; "));
}
