export type AlarmCode =
  | "chain.unreachable"
  | "chain.wrong_chain"
  | "chain.no_gas_funds"
  | "chain.fee_cap_reached"
  | "chain.stalled"
  | "chain.nonce_taken"
  | "chain.final_block_undone"
  | "chain.handler_failed"
  | "chain.node_refuses";

/** Something a person should look at, for as long as it lasts. */
export interface Alarm {
  readonly code: AlarmCode;
  readonly since: Date;
  readonly detail: string;
}

export interface Alarms {
  raise(code: AlarmCode, detail: string): void;
  clear(code: AlarmCode): void;
  list(): Alarm[];
}

/** Keeps the alarms that stand; raising one again keeps its beginning. */
export function openAlarms(now: () => Date = () => new Date()): Alarms {
  const standing = new Map<AlarmCode, Alarm>();
  return {
    raise: (code, detail) => {
      standing.set(code, { code, since: standing.get(code)?.since ?? now(), detail });
    },
    clear: (code) => {
      standing.delete(code);
    },
    list: () => [...standing.values()],
  };
}
