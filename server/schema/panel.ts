import { z } from "zod";
import { address, hashHex, instant, signedBytes } from "./common.ts";

/** Where the panel of a case stands, and all an arbitrator needs to sign a vote for it and no other. */
export const panelView = z
  .object({
    chainId: z.int(),
    contract: address,
    disputeId: z.string(),
    round: z.int(),
    phase: z.enum(["none", "seeding", "voting", "appealable", "decided", "executed"]),
    caseId: hashHex,
    choices: z.int(),
    deadlineAt: instant.nullable(),
    /** Whether votes may be revealed: all have committed, or the time for it is over. */
    revealsOpen: z.boolean(),
    voters: z.array(
      z.object({ partyId: z.string(), voter: hashHex, committed: z.boolean(), revealed: z.boolean() }),
    ),
  })
  .meta({ id: "Panel" });
export type PanelView = z.infer<typeof panelView>;

export const commitVote = z.strictObject({
  commitment: hashHex,
  signer: signedBytes,
  signature: signedBytes,
});
export type CommitVote = z.infer<typeof commitVote>;

export const revealVote = z.strictObject({
  ruling: z.int().min(0).max(32),
  salt: hashHex,
  signer: signedBytes,
  signature: signedBytes,
  reasons: z.string().min(1).max(4000),
});
export type RevealVote = z.infer<typeof revealVote>;
