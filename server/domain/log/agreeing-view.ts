import type { ChainView } from "./chain-view.ts";
import type { FinalityRule } from "./finality.ts";

/** Thrown when endpoints contradict each other: one of them lies, is behind, or is of another chain. */
export class SourcesDiffer extends Error {}

/**
 * Asks several endpoints, best run by people who do not know each other; an answer is one all give.
 *
 * @throws SourcesDiffer from each question on which they differ.
 */
export function agreeingView(views: readonly ChainView[]): ChainView {
  const all = async <T>(ask: (view: ChainView) => Promise<T>): Promise<T> => {
    const answers = await Promise.all(views.map(ask));
    const [first, ...others] = answers.map((answer) => JSON.stringify(answer));
    if (others.some((other) => other !== first)) throw new SourcesDiffer([first, ...others].join(" or "));
    return answers[0] as T;
  };
  return {
    chainId: () => all((view) => view.chainId()),
    rootAt: (...asked) => all((view) => view.rootAt(...asked)),
    keyActiveAt: (...asked) => all((view) => view.keyActiveAt(...asked)),
    anchorOf: (...asked) => all((view) => view.anchorOf(...asked)),
    successorOf: (...asked) => all((view) => successorOf(view, ...asked)),
    // Nodes hear of new blocks one after the other: what the slowest calls final is final for all.
    finalBlock: async (rule) =>
      Math.min(...(await Promise.all(views.map((view) => finalBlockOf(view, rule))))),
  };
}

async function successorOf(view: ChainView, contract: string, logId: string): Promise<string> {
  if (view.successorOf === undefined)
    throw new Error("an endpoint cannot say which log goes on from another");
  return await view.successorOf(contract, logId);
}

async function finalBlockOf(view: ChainView, rule: FinalityRule): Promise<number> {
  if (view.finalBlock === undefined) throw new Error("an endpoint cannot say what is final");
  return await view.finalBlock(rule);
}
