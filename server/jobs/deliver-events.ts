import { type DeliveryDeps, deliverEvents } from "../app/deliver-events.ts";
import { type LoopOptions, type RunningJob, startLoop } from "./loop.ts";

/** Delivers events to subscribers. Leases keep processes apart, so it may run in every one. */
export function deliverRegularly(deps: DeliveryDeps, options: LoopOptions): RunningJob {
  return startLoop(() => deliverEvents(deps), options);
}
