/**
 * The sample case: one espresso machine, damaged on the second carrier's leg. Prefix 952 is the one GS1 keeps
 * for demonstrations, so no number here belongs to anybody; the companies do not exist.
 */
import { createHash, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { withCheckDigit } from "../../../server/domain/provenance/check-digit.ts";

export interface SampleParty {
  readonly partyId: string;
  readonly kind: "platform" | "merchant" | "carrier" | "inspector" | "arbitrator" | "auditor";
  readonly name: string;
  readonly gln: string | null;
}

const gln = (number: number) => withCheckDigit(`9521234${String(number).padStart(5, "0")}`);

export const parties = {
  platform: { partyId: "mall", kind: "platform", name: "示例商城", gln: gln(1) },
  merchant: { partyId: "lumo-store", kind: "merchant", name: "露沫电器旗舰店", gln: gln(10) },
  carrierA: { partyId: "beichen-express", kind: "carrier", name: "北辰速运", gln: gln(20) },
  carrierB: { partyId: "nanchuan-freight", kind: "carrier", name: "南川快运", gln: gln(30) },
  inspector: { partyId: "huajian-lab", kind: "inspector", name: "华检质量检验中心", gln: gln(40) },
  arbitrator: { partyId: "arbitrator-lin", kind: "arbitrator", name: "林评审员", gln: null },
  auditor: { partyId: "auditor-first", kind: "auditor", name: "第一审计所", gln: null },
} as const satisfies Record<string, SampleParty>;

export const places = {
  factory: { gln: gln(11), name: "佛山 露沫工厂 一号线" },
  laboratory: { gln: gln(41), name: "佛山 华检实验室" },
  warehouse: { gln: gln(12), name: "佛山 露沫发货仓" },
  hub: { gln: gln(31), name: "武汉 中转中心" },
  station: { gln: gln(32), name: "杭州 余杭派送站" },
} as const;

export const item = {
  gtin: `0${withCheckDigit("952123410001")}`,
  serial: "7K3QX9WD2MVTB",
  name: "露沫 Lumo E1 半自动意式咖啡机",
  priceMinor: "129900",
  lot: "E1-20261103",
} as const;

export const sscc = withCheckDigit("19521234000000271");
export const logger = withCheckDigit("952123400077"); // GRAI body of the shock logger in the box
export const buyer = "urn:uuid:5b0f6c1e-6f0f-4a53-9a55-0d2f6a4f7c31";

export const waybills = { carrierA: "BC2026111200731", carrierB: "NC88620261113045" } as const;
export const order = { orderId: "DD20261110-581204", buyerRef: "buyer-c41f09e7a2" } as const;

export const itemUri = `https://id.gs1.org/01/${item.gtin}/21/${item.serial}`;
export const parcelUri = `https://id.gs1.org/00/${sscc}`;
export const loggerUri = `https://id.gs1.org/8003/0${logger}L0042`;
export const partyUri = (party: SampleParty) => `https://id.gs1.org/417/${party.gln}`;
export const placeUri = (place: { gln: string }) => `https://id.gs1.org/414/${place.gln}`;

/** The Ed25519 key a sample party signs its events with: made from its public name, so of no worth elsewhere. */
export function eventKey(party: SampleParty): KeyObject {
  const seed = createHash("sha256").update(`redress sample event key ${party.partyId}`).digest();
  const pkcs8 = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  return createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
}

/** Its public half as 64 hex digits. */
export function eventPublicKey(party: SampleParty): string {
  return createPublicKey(eventKey(party))
    .export({ format: "der", type: "spki" })
    .subarray(-32)
    .toString("hex");
}
