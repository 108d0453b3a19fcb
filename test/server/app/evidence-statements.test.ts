import { expect } from "chai";
import { originOf, statementsOf } from "../../../server/app/evidence-statements.ts";
import type { EvidenceRecord } from "../../../server/app/ports.ts";
import type { CaseRecord } from "../../../server/app/ports-cases.ts";
import type { EvidenceStatement, HandInMeta } from "../../../server/schema/evidence.ts";

const record = { merchant: "shop" } as CaseRecord;
const item = (submitter: string, meta: Partial<HandInMeta>) =>
  ({
    evidenceId: "e1",
    leafHash: "ab".repeat(32),
    submitter,
    meta: { type: "document", method: "upload", statements: [], ...meta },
  }) as unknown as EvidenceRecord;
const defect = { as: "defect", state: "yes" } as const;

describe("what people state with their documents", () => {
  it("is theirs by name", () => {
    const { stated } = statementsOf(record, [item("claimant", { statements: [defect] })], new Map());
    expect(stated).to.have.length(1);
    expect(stated[0]).to.deep.include({ addedBy: "claimant", states: defect });
  });

  it("counts a marked passage of a chat as a passage, with who marked it", () => {
    const passage = { as: "passage", messageId: "m1", speaker: "merchant", states: defect } as const;
    const chat = item("claimant", { type: "chat.transcript", statements: [passage] });
    const { chats, stated } = statementsOf(record, [chat], new Map());
    expect(chats[0]?.passages[0]).to.deep.include({ messageId: "m1", markedBy: "claimant" });
    expect(stated).to.be.empty;
  });

  it("reads what an inspection concludes", () => {
    const report: EvidenceStatement = { as: "report", defect: "no", causes: [] };
    const found = item("shop", { type: "inspection.report", statements: [report] });
    expect(statementsOf(record, [found], new Map()).inspections[0]).to.deep.include({
      defect: "no",
      causes: [],
    });
  });

  it("finds nothing in a document nobody said anything of", () => {
    const found = statementsOf(record, [item("shop", {})], new Map());
    expect(found).to.deep.equal({ inspections: [], chats: [], stated: [] });
  });
});

describe("where an item comes from", () => {
  it("names parties by their role in the case", () => {
    const makers = ["claimant", "shop", "truck-co"].map(
      (by) => originOf(record, item(by, {}), undefined).maker,
    );
    expect(makers).to.deep.equal(["consumer", "merchant", "logistics:truck-co"]);
  });

  it("knows an instrument by method or kind", () => {
    expect(originOf(record, item("shop", { method: "device" }), undefined).instrument).to.equal(true);
    expect(originOf(record, item("shop", {}), undefined).instrument).to.equal(false);
  });
});
