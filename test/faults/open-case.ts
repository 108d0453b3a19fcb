import { openClient, until, withKey } from "../../server/cli/demo/client.ts";
import { claimantAddress } from "../../server/cli/demo/dispute.ts";
import { readSample } from "../../server/cli/demo/sample.ts";
import type { CaseView } from "../../server/schema/case.ts";
import type { ClaimContext, ClaimFiled } from "../../server/schema/claim.ts";

/** Files a claim on the second order the sample leaves behind, and waits until the case takes evidence. */
export async function openSecondCase(url: string, claimUrl: string): Promise<ClaimFiled> {
  const anybody = openClient(url);
  const orderLink = new URL(claimUrl).hash.slice(1);
  const context = await anybody.post<ClaimContext>("/v1/claims/context", { orderLink });
  const filed = await anybody.post<ClaimFiled>("/v1/claims", {
    ...readSample().claim,
    amountMinor: context.refundableMinor,
    orderLink,
    claimantSigner: claimantAddress(),
    idempotencyKey: "second-claim-0001",
  });
  const consumer = withKey(url, filed.caseToken);
  await until("the case to take evidence", async () => {
    const view = await consumer.get<CaseView>(`/v1/cases/${filed.caseId}`);
    return view.viewer.actions.includes("hand_in_evidence") ? true : null;
  });
  return filed;
}
