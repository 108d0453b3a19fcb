import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { sql } from "kysely";
import { eraseAgain } from "../../../../server/adapters/postgres/erasures.ts";
import { createLogSequencer } from "../../../../server/adapters/postgres/log-sequencer.ts";
import { keepErasures, reapplyErasures } from "../../../../server/app/erase-document.ts";
import type { LogIntake } from "../../../../server/app/ports.ts";
import { verifyReceipt } from "../../../../server/domain/log/verify.ts";
import type { EvidenceItem } from "../../../../server/schema/case.ts";
import type { HandInAccepted } from "../../../../server/schema/evidence.ts";
import { type Cast, openCast } from "../cast.ts";
import { openProduct, type Product } from "../product.ts";

const REDRESS = join(import.meta.dirname, "../../../../server/cli/redress.mjs");

describe("erasing a document", function () {
  this.timeout(120_000);
  let product: Product;
  let cast: Cast;

  before(async () => {
    product = await openProduct();
    cast = await openCast(product);
  });
  after(() => product.close());

  const erase = (as: Parameters<Cast["call"]>[0], evidenceId: string) =>
    cast.call(as, "POST", `/v1/cases/${cast.caseId}/evidence/${evidenceId}/erasure`, {
      reason: "my address",
    });
  const handIn = async (document: string): Promise<HandInAccepted> => {
    const answer = await cast.handIn("claimant", { name: "street.jpg" }, document);
    return answer.body as HandInAccepted;
  };
  const viewed = async (as: Parameters<Cast["call"]>[0], evidenceId: string): Promise<EvidenceItem> => {
    const { body } = await cast.call(as, "GET", `/v1/cases/${cast.caseId}`);
    return body.evidence.find((item: EvidenceItem) => item.evidenceId === evidenceId);
  };
  const receiptOf = async (leafHash: string) =>
    (await cast.call("claimant", "GET", `/v1/receipts/${leafHash}`)).text;

  /** The case is withdrawn, and all of it happened so many days earlier than it did. */
  async function endCase(daysAgo: number): Promise<void> {
    await cast.call("claimant", "POST", `/v1/cases/${cast.caseId}/withdraw`, { reason: "settled" });
    await sql`UPDATE case_event SET at = at - ${`${daysAgo} days`}::interval WHERE case_id = ${cast.caseId}`.execute(
      product.parts.database.kysely,
    );
    await sql`UPDATE erasure SET look_at = now()`.execute(product.parts.database.kysely);
  }

  describe("while the case runs", () => {
    it("is refused for now, with reason and article", async () => {
      const { evidenceId } = await handIn("one");
      const answer = await erase("claimant", evidenceId);
      expect(answer.status).to.equal(202);
      expect([answer.body.state, answer.body.hold.reason, answer.body.hold.until]).to.deep.equal([
        "held",
        "case_open",
        null,
      ]);
      expect(answer.body.hold.article.en).to.include("article 62");
      expect((await viewed("claimant", evidenceId)).mayOpen).to.equal(true);
    });

    it("is not for another party to ask", async () => {
      const { evidenceId } = await handIn("two");
      const answer = await erase("merchant", evidenceId);
      expect([answer.status, answer.body.code]).to.deep.equal([403, "case.not_your_turn"]);
    });

    it("is for the platform on a legal request, and says so", async () => {
      const { evidenceId } = await handIn("three");
      expect((await erase("operator", evidenceId)).body.basis).to.equal("legal_request");
    });

    it("is asked once, however often it is asked", async () => {
      const { evidenceId } = await handIn("four");
      const first = await erase("claimant", evidenceId);
      const before = await product.counts();
      const second = await erase("claimant", evidenceId);
      expect(second.body).to.deep.equal(first.body);
      expect(await product.counts()).to.deep.equal(before);
    });

    it("tells the other parties on the timeline", async () => {
      const { evidenceId } = await handIn("five");
      await erase("claimant", evidenceId);
      const { body } = await cast.call("merchant", "GET", `/v1/cases/${cast.caseId}`);
      expect(body.timeline.map(({ key }: { key: string }) => key)).to.include("evidence.erasure_asked");
    });

    it("is asked for from the command line as well", async () => {
      const { evidenceId } = await handIn("six");
      const command = [
        REDRESS,
        "erase",
        cast.caseId,
        evidenceId,
        "--url",
        product.url,
        "--reason",
        "my address",
      ];
      const env = { ...process.env, REDRESS_KEY: cast.tokens.claimant };
      const { stdout } = await promisify(execFile)(process.execPath, command, { env });
      expect(stdout).to.match(/^Asked for; kept until the case has ended .*article 62/);
    });

    it("says nothing of a document that is not there", async () => {
      expect((await erase("claimant", "00".repeat(16))).status).to.equal(404);
    });
  });

  describe("when a log read back after a restore says it was erased", () => {
    const at = new Date("2026-11-01T10:00:00Z");
    let accepted: HandInAccepted;

    before(async () => {
      accepted = await handIn("restored");
      const { deps } = product.parts;
      const erased = { document: accepted.leafHash, entry: "ab".repeat(32), at };
      expect(await deps.uow.run((tx) => eraseAgain(tx, erased))).to.equal(1);
      expect(await deps.uow.run((tx) => eraseAgain(tx, erased))).to.equal(0);
      await keepErasures(deps);
    });

    it("is closed to everybody, and says when, though not who asked", async () => {
      const { erasure, mayOpen, cid, name } = await viewed("claimant", accepted.evidenceId);
      expect([erasure?.state, erasure?.basis, erasure?.erasedAt]).to.deep.equal([
        "erased",
        "unknown",
        at.toISOString(),
      ]);
      expect([mayOpen, cid, name]).to.deep.equal([false, null, ""]);
    });

    it("loses its salt, its keys and its blocks", async () => {
      expect(JSON.parse(await receiptOf(accepted.leafHash)).salt).to.equal(undefined);
      expect(await product.parts.deps.blocks.has(accepted.cid ?? "")).to.equal(false);
    });
  });

  describe("when nothing holds it any more", () => {
    let accepted: HandInAccepted;
    let key: string;
    let ownCopy: string;

    before(async () => {
      key = randomUUID();
      accepted = (await cast.handIn("claimant", { idempotencyKey: key }, "a name and a street")).body;
      await createLogSequencer(product.parts.database, product.parts.settings).sequence();
      ownCopy = await receiptOf(accepted.leafHash);
      await erase("claimant", accepted.evidenceId);
      await endCase(1000);
      await keepErasures(product.parts.deps);
    });

    it("still waits while the term of three years runs, and says until when", async () => {
      const { erasure } = await viewed("claimant", accepted.evidenceId);
      expect([erasure?.state, erasure?.hold?.reason]).to.deep.equal(["held", "statutory_term"]);
      expect(Date.parse(erasure?.hold?.until ?? "")).to.be.greaterThan(Date.now());
    });

    describe("and the term is over", () => {
      before(async () => {
        await endCase(200);
        await keepErasures(product.parts.deps);
      });

      it("the job erases it without being asked again", async () => {
        const item = await viewed("claimant", accepted.evidenceId);
        expect([item.erasure?.state, item.name, item.cid, item.mayOpen]).to.deep.equal([
          "erased",
          "",
          null,
          false,
        ]);
      });

      it("salt, statement, wrapped keys, hash and blocks are gone", async () => {
        const { kysely } = product.parts.database;
        const leaf = Buffer.from(accepted.leafHash, "hex");
        const { rows } = await sql`
          SELECT s.statement, s.salt, e.document_hash, e.accepted->>'salt' AS kept,
                 (SELECT count(*)::int FROM evidence_key k WHERE k.evidence_id = e.evidence_id) AS keys
          FROM log_statement s, evidence e
          WHERE s.leaf_hash = ${leaf} AND e.evidence_id = ${accepted.evidenceId}`.execute(kysely);
        expect(rows).to.deep.equal([{ statement: null, salt: null, document_hash: null, kept: "", keys: 0 }]);
        expect(await product.parts.deps.blocks.has(accepted.cid ?? "")).to.equal(false);
      });

      it("says in the log which leaf was erased", async () => {
        const { erasure } = await viewed("claimant", accepted.evidenceId);
        const receipt = JSON.parse(await receiptOf(erasure?.entryLeafHash ?? ""));
        const { type, previous } = JSON.parse(receipt.entry);
        expect([type, previous]).to.deep.equal(["erasure", accepted.leafHash]);
      });

      it("leaves every proof as it was; what it cannot show it says", async () => {
        const { steps, verdict } = await verifyReceipt(await receiptOf(accepted.leafHash));
        const of = (name: string) => steps.find(({ step }) => step === name)?.result;
        expect([of("statement"), of("promise"), of("inclusion"), of("checkpoint")]).to.deep.equal([
          "absent",
          "valid",
          "valid",
          "valid",
        ]);
        expect(verdict).to.equal("cannot_tell");
      });

      it("leaves the copy its owner kept checkable in full", async () => {
        const { steps } = await verifyReceipt(ownCopy);
        expect(steps.find(({ step }) => step === "statement")?.result).to.equal("valid");
      });

      it("answers whoever opens it that it is gone", async () => {
        const path = `/v1/cases/${cast.caseId}/evidence/${accepted.evidenceId}/document`;
        const answer = await cast.call("claimant", "GET", path);
        expect([answer.status, answer.body.code]).to.deep.equal([410, "case.evidence_erased"]);
      });

      it("answers a repeat of the hand-in the same way", async () => {
        const answer = await cast.handIn("claimant", { idempotencyKey: key }, "a name and a street");
        expect([answer.status, answer.body.code]).to.deep.equal([410, "case.evidence_erased"]);
      });

      it("removes blocks again that a restored copy brings back", async () => {
        const { cid } = await product.parts.deps.blocks.put(
          new TextEncoder().encode("sealed bytes of an old copy"),
        );
        await sql`UPDATE erasure SET cid = ${cid} WHERE evidence_id = ${accepted.evidenceId}`.execute(
          product.parts.database.kysely,
        );
        expect(await reapplyErasures(product.parts.deps)).to.deep.equal({ again: 1, later: 0 });
        expect(await product.parts.deps.blocks.has(cid)).to.equal(false);
      });

      it("is content where another process was faster to remove them", async () => {
        const { deps, database } = product.parts;
        const { cid } = await deps.blocks.put(new TextEncoder().encode("sealed bytes two processes remove"));
        await sql`UPDATE erasure SET cid = ${cid} WHERE evidence_id = ${accepted.evidenceId}`.execute(
          database.kysely,
        );
        const unpin = async (it: string) => {
          await deps.blocks.unpin(it);
          await deps.blocks.unpin(it);
        };
        const raced = { ...deps, blocks: { ...deps.blocks, unpin } };
        expect(await reapplyErasures(raced)).to.deep.equal({ again: 0, later: 0 });
        expect(await deps.blocks.has(cid)).to.equal(false);
      });

      it("leaves that to the job where the store does not answer at the start", async () => {
        const { deps, database } = product.parts;
        const { cid } = await deps.blocks.put(new TextEncoder().encode("sealed bytes of another old copy"));
        await sql`UPDATE erasure SET cid = ${cid} WHERE evidence_id = ${accepted.evidenceId}`.execute(
          database.kysely,
        );
        const has = () => Promise.reject(new Error("connect ECONNREFUSED"));
        const found = await reapplyErasures({ ...deps, blocks: { ...deps.blocks, has } });
        expect(found.again).to.equal(0);
        expect(found.later).to.be.greaterThan(0);
        await keepErasures(deps);
        expect(await deps.blocks.has(cid)).to.equal(false);
      });
    });
  });

  describe("of which one is in trouble", () => {
    let stuck: HandInAccepted;
    let sound: HandInAccepted;
    const stateOf = async ({ evidenceId }: HandInAccepted) =>
      (await viewed("claimant", evidenceId)).erasure?.state;

    before(async () => {
      await product.close();
      product = await openProduct();
      cast = await openCast(product);
      stuck = await handIn("stuck");
      sound = await handIn("sound");
      for (const { evidenceId } of [stuck, sound]) await erase("claimant", evidenceId);
      await endCase(2000);
      await sql`UPDATE erasure SET look_at = look_at - interval '1 hour' WHERE evidence_id = ${stuck.evidenceId}`.execute(
        product.parts.database.kysely,
      );
    });

    it("goes on with the others, and says what the trouble was", async () => {
      const { deps } = product.parts;
      const trouble = new Error("this one cannot be erased");
      const log: LogIntake = {
        ...deps.log,
        accept: async (tx, entries) => {
          if (entries[0]?.previous === stuck.leafHash) throw trouble;
          return await deps.log.accept(tx, entries);
        },
      };
      const caught = await keepErasures({ ...deps, log }).catch((error: unknown) => error);
      expect(caught).to.equal(trouble);
      expect([await stateOf(stuck), await stateOf(sound)]).to.deep.equal(["held", "erased"]);
    });

    it("tries it again after a rest", async () => {
      await keepErasures(product.parts.deps);
      expect(await stateOf(stuck)).to.equal("held");
      await sql`UPDATE erasure SET look_at = look_at - interval '2 hours'`.execute(
        product.parts.database.kysely,
      );
      await keepErasures(product.parts.deps);
      expect(await stateOf(stuck)).to.equal("erased");
    });

    it("removes blocks of the others too", async () => {
      const { deps, database } = product.parts;
      const unpin = async (cid: string) => {
        if (cid === stuck.cid) throw new Error("these cannot be removed");
        await deps.blocks.unpin(cid);
      };
      for (const { evidenceId, cid } of [stuck, sound]) {
        const again = await deps.blocks.put(new TextEncoder().encode(`again ${cid}`));
        if (evidenceId === stuck.evidenceId) stuck = { ...stuck, cid: again.cid };
        else sound = { ...sound, cid: again.cid };
        await sql`UPDATE erasure SET cid = ${again.cid}, blocks_gone_at = NULL WHERE evidence_id = ${evidenceId}`.execute(
          database.kysely,
        );
      }
      await keepErasures({ ...deps, blocks: { ...deps.blocks, unpin } }).catch(() => {});
      expect(await deps.blocks.has(stuck.cid ?? "")).to.equal(true);
      expect(await deps.blocks.has(sound.cid ?? "")).to.equal(false);
    });
  });
});
