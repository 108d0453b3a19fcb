import { readFileSync } from "node:fs";
import type { LogIdentity } from "../../domain/log/log-identity.ts";
import { isAbout, isQuorum, parsePolicy, type WitnessPolicy } from "../../domain/log/witness-policy.ts";

/**
 * Reads the policy the log asks its witnesses by; null when there is none.
 *
 * @throws LogError `log.bad_policy`.
 * @throws Error when it is about other logs, or when not even all of its witnesses would be enough, because too few are
 *   anybody else's.
 */
export function readWitnessPolicy(
  config: {
    readonly WITNESS_POLICY: string;
    readonly PLATFORM_ID: string;
    readonly EMBEDDED: boolean;
  },
  log: Pick<LogIdentity, "verifierKey">,
): WitnessPolicy | null {
  if (config.WITNESS_POLICY === "") return null;
  const policy = parsePolicy(readFileSync(config.WITNESS_POLICY, "utf8"));
  if (!isAbout(policy, log.verifierKey))
    throw new Error(
      `WITNESS_POLICY is about other logs: none of its log lines has the key ${log.verifierKey}`,
    );
  const everybody = new Set(policy.witnesses.map(({ key }) => key));
  const counting = config.EMBEDDED ? {} : { notOf: config.PLATFORM_ID };
  if (isQuorum(policy, everybody, counting)) return policy;
  throw new Error(
    `WITNESS_POLICY asks for more witnesses than others run: ones without an "# operator" line, or of ${config.PLATFORM_ID} itself, do not count`,
  );
}
