import { createHash } from "node:crypto";
import { bytesToHex } from "../../domain/log/bytes.ts";
import { ed25519PublicKey } from "../../domain/log/ed25519.ts";
import type { Party } from "../../schema/party.ts";
import { ApiError, type Client, until, withKey } from "./client.ts";
import { demoKey, type Sample } from "./sample.ts";

const BOND_MINOR = "500000";
const FUND_MINOR = "2000000";
const BONDED = new Set(["merchant", "carrier"]);

/** Registers the sample's parties as the operator would, pays in bonds and fund, and gives each a key for the API. */
export async function registerParties(
  url: string,
  operator: Client,
  sample: Sample,
): Promise<Map<string, Client>> {
  const others = sample.parties.filter(({ kind }) => kind !== "platform");
  const clients = new Map<string, Client>();
  for (const { partyId, kind, name, gln } of others) {
    const agreementHash = createHash("sha256").update(`sample agreement of ${partyId}`).digest("hex");
    await operator.post("/v1/parties", {
      partyId,
      kind,
      name,
      ...(gln === null ? {} : { gln }),
      ...(BONDED.has(kind) ? { agreementHash } : {}),
    });
    const { key } = await operator.post<{ key: string }>(`/v1/parties/${partyId}/api-keys`, { name: "demo" });
    clients.set(partyId, withKey(url, key));
  }
  await registerKeys(sample, clients);
  await payIn(operator, sample);
  return clients;
}

async function registerKeys(sample: Sample, clients: ReadonlyMap<string, Client>): Promise<void> {
  for (const { partyId, eventPublicKey, gln } of sample.parties) {
    if (eventPublicKey === undefined || gln === null) continue;
    await clients.get(partyId)?.post("/v1/event-keys", { publicKey: eventPublicKey });
  }
  const publicKey = bytesToHex(ed25519PublicKey(demoKey("shop")));
  await clients
    .get(sample.order.merchant)
    ?.post(`/v1/parties/${sample.order.merchant}/shop-keys`, { publicKey });
}

async function payIn(operator: Client, sample: Sample): Promise<void> {
  const bonded = sample.parties.filter(({ kind }) => BONDED.has(kind)).map(({ partyId }) => partyId);
  for (const partyId of bonded) {
    await operator.post(`/v1/parties/${partyId}/bond-deposits`, {
      amountMinor: BOND_MINOR,
      reference: "sample-1",
    });
  }
  await operator.post("/v1/fund/deposits", { amountMinor: FUND_MINOR, reference: "sample-1" });
  await until("parties and bonds on chain", async () => {
    const parties = await readParties(operator);
    const ready = bonded.every((partyId) => {
      const bond = parties.find((party) => party.partyId === partyId)?.bond;
      return bond !== null && bond !== undefined && BigInt(bond.totalMinor) >= BigInt(BOND_MINOR);
    });
    return ready && parties.every(({ onChain, kind }) => onChain || kind === "auditor") ? parties : null;
  });
}

/** The chain may be a moment behind; not reachable yet is not ready yet. */
async function readParties(operator: Client): Promise<Party[]> {
  try {
    return (await operator.get<{ parties: Party[] }>("/v1/parties")).parties;
  } catch (error) {
    if (error instanceof ApiError && error.status >= 500) return [];
    throw error;
  }
}
