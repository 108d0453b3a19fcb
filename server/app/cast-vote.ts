import { CaseError } from "../domain/case/errors.ts";
import { canonicalJson } from "../domain/log/canonical-json.ts";
import { digestOf, type Seat, vote, voteCommitment } from "../domain/party/case-signing.ts";
import { digestHex } from "../domain/party/typed-data.ts";
import type { CommitVote, PanelView, RevealVote } from "../schema/panel.ts";
import { chainPartyId } from "./chain-ids.ts";
import type { Deps } from "./deps.ts";
import { requirePartySigned } from "./require-signed.ts";

const PHASES = ["none", "seeding", "voting", "appealable", "decided", "executed"] as const;

interface DisputeInfo {
  readonly phase: bigint;
  readonly round: bigint;
  readonly choices: bigint;
  readonly deadlineAt: bigint;
  readonly revealsFrom: bigint;
}

/** Where the panel of a case stands, read from the chain; null while no dispute is open. */
export async function panelOf(deps: Deps, caseId: string): Promise<PanelView | null> {
  const { disputeId } = await deps.cases.chain(caseId);
  if (disputeId === null) return null;
  const info = (await deps.chain.read("ArbitratorPanel", "disputeOf", [disputeId])) as DisputeInfo;
  const round = Number(info.round);
  const voters =
    round === 0
      ? []
      : ((await deps.chain.read("ArbitratorPanel", "panelOf", [disputeId, round])) as string[]);
  const parties = await deps.parties.list();
  const now = BigInt(Math.floor((await deps.clock.now()).getTime() / 1000));
  return {
    chainId: deps.chain.chainId,
    contract: deps.chain.address("ArbitratorPanel"),
    disputeId,
    round,
    phase: PHASES[Number(info.phase)] ?? "none",
    caseId,
    choices: Number(info.choices),
    deadlineAt: info.deadlineAt === 0n ? null : new Date(Number(info.deadlineAt) * 1000).toISOString(),
    revealsOpen: PHASES[Number(info.phase)] === "voting" && now >= info.revealsFrom,
    voters: await Promise.all(
      voters.map(async (voter) => {
        const cast = (await deps.chain.read("ArbitratorPanel", "voteOf", [disputeId, round, voter])) as {
          revealed: boolean;
          commitment: string;
        };
        return {
          partyId: parties.find(({ partyId }) => chainPartyId(partyId) === voter)?.partyId ?? voter,
          voter: voter.slice(2),
          committed: !/^0x0+$/.test(cast.commitment),
          revealed: cast.revealed,
        };
      }),
    ),
  };
}

/**
 * Relays an arbitrator's commitment: the platform pays and cannot read it. The log promises it first, so that a
 * vote we would rather not send can be shown to have been handed in.
 * @throws CaseError `case.not_your_turn` for who was not drawn, `case.bad_signature`.
 */
export async function commitVote(
  deps: Deps,
  caseId: string,
  arbitrator: string,
  input: CommitVote,
): Promise<void> {
  const seat = await seatOf(deps, caseId, arbitrator, "commit");
  await requirePartySigned(deps, arbitrator, voteCommitment(seat, input.commitment), input);
  await relay(
    deps,
    caseId,
    arbitrator,
    "commit",
    { commitment: input.commitment },
    {
      method: "commitVote",
      args: [seat.disputeId, `0x${seat.voter}`, `0x${input.commitment}`, input.signer, input.signature],
      key: `vote:${seat.disputeId}:${seat.round}:${seat.voter}:commit`,
    },
  );
}

/** Relays the vote itself, once votes are open: its digest must be what was committed. */
export async function revealVote(
  deps: Deps,
  caseId: string,
  arbitrator: string,
  input: RevealVote,
): Promise<void> {
  const seat = await seatOf(deps, caseId, arbitrator, "reveal");
  if (input.ruling > seat.choices) {
    throw new CaseError(
      "case.forbidden_transition",
      `The candidates of this case are 1 to ${seat.choices}.`,
      {
        field: "/ruling",
        rule: `at most ${seat.choices}`,
      },
    );
  }
  const signable = vote(seat, input.ruling, input.salt);
  await requirePartySigned(deps, arbitrator, signable, input);
  const spoken = { ruling: input.ruling, reasons: input.reasons, digest: digestHex(digestOf(signable)) };
  await relay(deps, caseId, arbitrator, "reveal", spoken, {
    method: "revealVote",
    args: [seat.disputeId, `0x${seat.voter}`, input.ruling, `0x${input.salt}`, input.signer, input.signature],
    key: `vote:${seat.disputeId}:${seat.round}:${seat.voter}:reveal`,
  });
}

async function seatOf(
  deps: Deps,
  caseId: string,
  arbitrator: string,
  step: "commit" | "reveal",
): Promise<Seat & PanelView> {
  const panel = await panelOf(deps, caseId);
  const seat = panel?.voters.find(({ partyId }) => partyId === arbitrator);
  if (panel === null || seat === undefined) {
    throw new CaseError("case.not_your_turn", "You were not drawn for the panel of this case.");
  }
  const open =
    panel.phase === "voting" && (step === "commit" ? !seat.committed : seat.committed && !seat.revealed);
  if (!open) throw new CaseError("case.forbidden_transition", `This vote cannot be ${step}ted now.`);
  if ((await deps.chain.read("PartyRegistry", "isActive", [chainPartyId(arbitrator)])) !== true) {
    throw new CaseError("case.not_your_turn", "You are suspended; the panel takes no vote of yours.");
  }
  return { ...panel, voter: seat.voter };
}

async function relay(
  deps: Deps,
  caseId: string,
  arbitrator: string,
  step: "commit" | "reveal",
  said: Record<string, unknown>,
  call: { method: string; args: readonly unknown[]; key: string },
): Promise<void> {
  const record = await deps.cases.get(caseId);
  if (record === null) throw new CaseError("case.not_found", "There is no such case.");
  const text = canonicalJson({ v: "redress.vote/1", caseId, arbitrator, step, ...said });
  await deps.uow.run(async (tx) => {
    await deps.log.accept(tx, [
      {
        type: "ruling",
        subject: record.subject,
        statement: new TextEncoder().encode(text),
        submitter: arbitrator,
        idempotencyKey: call.key,
        public: false,
      },
    ]);
    await deps.outbox.enqueue(tx, { contract: "ArbitratorPanel", ...call });
  });
}
