import { countingWitnesses, type WitnessPolicy } from "../domain/log/witness-policy.ts";
import type { WitnessesView } from "../schema/log.ts";
import type { LogPublisher } from "./log-ports.ts";

export interface LogWitnessesDeps {
  readonly publisher: Pick<LogPublisher, "cosigned">;
  /** Null where the log asks nobody. */
  readonly policy: WitnessPolicy | null;
  /** Party whose own witnesses do not count; left out on a development set-up. */
  readonly notOf?: string;
}

/** Who witnesses the log by its policy, whether each counts, and how far each has signed. */
export async function readWitnesses({ publisher, policy, notOf }: LogWitnessesDeps): Promise<WitnessesView> {
  if (policy === null) return { policy: false, witnesses: [] };
  const counting = countingWitnesses(policy, notOf === undefined ? {} : { notOf });
  const signed = await publisher.cosigned(policy.witnesses.map(({ key }) => key));
  return {
    policy: true,
    witnesses: policy.witnesses.map(({ name, operator, key }) => {
      const last = signed.get(key);
      return {
        name,
        operator,
        key,
        counts: counting.has(key),
        cosigned: last === undefined ? null : { size: last.size, at: last.at.toISOString() },
      };
    }),
  };
}
