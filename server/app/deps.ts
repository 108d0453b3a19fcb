import type { LogDomain } from "../domain/log/eip712.ts";
import type { DevelopmentSigners } from "./development-signers.ts";
import type {
  ChainOutbox,
  ChainReader,
  Clock,
  EvidenceBlocks,
  Ledger,
  LogIntake,
  LogReader,
  Randomness,
  Sealing,
  SignatureCheck,
  UnitOfWork,
} from "./ports.ts";
import type { CaseStore, Identity, OrderStore, PartyStore } from "./ports-cases.ts";
import type { ErasureStore } from "./ports-erasure.ts";
import type { EventStore } from "./ports-provenance.ts";
import type { UploadStore } from "./ports-uploads.ts";

/** Everything the use cases of parties, orders and cases stand on; put together once in main.ts. */
export interface Deps {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly random: Randomness;
  readonly log: LogIntake;
  readonly logReader: LogReader;
  readonly signatures: SignatureCheck;
  /** Which log submitters sign for now. */
  readonly logTerms: { readonly identity: LogDomain; readonly logId: Uint8Array };
  readonly blocks: EvidenceBlocks;
  readonly sealing: Sealing;
  readonly uploads: UploadStore;
  readonly parties: PartyStore;
  readonly orders: OrderStore;
  readonly cases: CaseStore;
  readonly erasures: ErasureStore;
  readonly events: EventStore;
  readonly identity: Identity;
  readonly outbox: ChainOutbox;
  readonly chain: ChainReader;
  /** Who takes payouts for consumers without a wallet; fixed in the fund, so that a filing need not ask the chain. */
  readonly settlementAgent: () => Promise<string>;
  readonly ledger: Ledger;
  readonly secrets: Secrets;
  readonly publicUrl: string;
  /** Party id of the platform itself. */
  readonly platformId: string;
  /** Keys the embedded set-up keeps for its parties; null everywhere else. */
  readonly developmentSigners: DevelopmentSigners | null;
}

/** Secrets derived from the server's one secret, so that nothing more has to be kept. */
export interface Secrets {
  /** 32 bytes that only this server can make again for this label (HMAC-SHA-256). */
  derive(label: string): Uint8Array;
}
