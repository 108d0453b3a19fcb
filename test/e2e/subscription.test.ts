import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { type Client, signIn } from "../../server/cli/demo/client.ts";
import { sharedSetUp } from "../support/set-up.ts";

const TOKEN = "a secret of this subscriber";
const CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";
const EPC = "https://id.gs1.org/01/09521234100010/21/SUBSCRIBED";

interface Delivery {
  readonly signature: string;
  readonly id: string;
  readonly body: string;
}

describe("a subscription to events, over a running product", function () {
  this.timeout(300_000);
  let merchant: Client;
  let server: Server;
  let first: Promise<Delivery>;

  before(async () => {
    const { url } = await sharedSetUp();
    merchant = await signIn(url, "lumo-store");
    let deliver: (delivery: Delivery) => void = () => {};
    first = new Promise((resolve) => {
      deliver = resolve;
    });
    server = createServer(async (request, response) => {
      let body = "";
      for await (const part of request) body += part;
      const header = (name: string) => String(request.headers[name]);
      deliver({ signature: header("gs1-signature"), id: header("redress-delivery-id"), body });
      response.writeHead(204).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  it("brings a captured event to the subscriber, signed", async () => {
    const dest = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    await merchant.post("/epcis/queries", { name: "mine", query: { MATCH_epc: [EPC] } });
    await merchant.post("/epcis/queries/mine/subscriptions", { dest, signatureToken: TOKEN, stream: true });
    await merchant.post("/epcis/events", {
      "@context": CONTEXT,
      type: "ObjectEvent",
      eventTime: "2026-11-01T08:00:00+08:00",
      eventTimeZoneOffset: "+08:00",
      action: "OBSERVE",
      epcList: [EPC],
      bizStep: "shipping",
      readPoint: { id: "https://id.gs1.org/414/9521234000112" },
    });
    const { signature, id, body } = await first;
    const [, time, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature)!;
    expect(mac).to.equal(createHmac("sha256", TOKEN).update(`${time}.${id}.${body}`).digest("hex"));
    expect(JSON.parse(body).epcisBody.queryResults.resultsBody.eventList[0].epcList).to.deep.equal([EPC]);
  });
});
