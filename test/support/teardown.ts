const actions: (() => Promise<void>)[] = [];

/** Registers work for the end of the test run; last registered runs first. */
export function onTeardown(action: () => Promise<void>): void {
  actions.push(action);
}

/** Mocha calls this once after every file, whether tests passed or not. */
export async function mochaGlobalTeardown(): Promise<void> {
  for (const action of actions.splice(0).reverse()) await action();
}
