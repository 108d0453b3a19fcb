import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { isPublicAddress, webhookSender } from "../../../../server/adapters/notify/webhook.ts";
import { listen, shut } from "../../../support/listen.ts";

describe("isPublicAddress", () => {
  const inside =
    `0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 169.254.169.254 172.31.0.1 192.168.1.1 198.18.0.1 224.0.0.1
    255.255.255.255 :: ::1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 fc00::1 fe80::1 2001:db8::1 2002:7f00:1::1 ff02::1
    nonsense`.split(/\s+/);
  for (const address of inside)
    it(`keeps from ${address}`, () => expect(isPublicAddress(address)).to.equal(false));
  for (const address of ["8.8.8.8", "1.1.1.1", "172.32.0.1", "2606:4700::1111", "2a00:1450:4001::1"])
    it(`lets through to ${address}`, () => expect(isPublicAddress(address)).to.equal(true));
});

/** No answer within the time; also how long a machine without a resolver takes to say that it knows no such name. */
const GAVE_UP = "ABORT_ERR";

describe("webhookSender", function () {
  this.timeout(60_000);
  const production = webhookSender({ development: false });
  const development = webhookSender({ development: true });
  let server: Server;
  let url: string;
  let called = 0;

  before(async () => {
    server = createServer((request, response) => {
      called += 1;
      if (request.url === "/slow") return;
      if (request.url === "/redirect") response.writeHead(302, { location: "/taken" });
      else response.writeHead(request.url === "/taken" ? 204 : 500);
      response.end();
    });
    url = await listen(server);
  });
  after(() => shut(server));

  const refused = [
    "http://example.com/hook",
    "https://127.0.0.1/hook",
    "https://[::1]/hook",
    "https://[::ffff:127.0.0.1]/hook",
    "https://2130706433/hook",
    "https://0x7f.1/hook",
    "https://localhost/hook",
    "https://db.internal/hook",
    "https://user:secret@example.com/hook",
    "file:///etc/passwd",
    "nonsense",
  ];
  for (const dest of refused) {
    it(`refuses ${dest}`, async () => {
      const error = await production.check(dest).then(
        () => null,
        (found) => found,
      );
      expect(error).to.include({ code: "provenance.dest_refused", field: "/dest" });
      expect(await production.send(dest, "{}", {})).to.be.a("string");
    });
  }

  it("calls no name that resolves to an address inside, whatever the name is", async () => {
    const before = called;
    // What localhost.localdomain-like names resolve to is inside; the check is on the address, at the connection.
    const { port } = server.address() as AddressInfo;
    const failed = await production.send(`https://ip6-localhost:${port}/taken`, "{}", {});
    expect(failed).to.be.oneOf(["NOT_PUBLIC", "ENOTFOUND", "EAI_AGAIN", GAVE_UP]);
    expect(called).to.equal(before);
  });

  it("takes any 2xx for an acknowledgement", async () =>
    expect(await development.send(`${url}/taken`, "{}", {})).to.equal(null));
  it("follows no redirect", async () => {
    const before = called;
    expect(await development.send(`${url}/redirect`, "{}", {})).to.equal("status 302");
    expect(called).to.equal(before + 1);
  });
  it("says what failed", async () => {
    expect(await development.send(`${url}/broken`, "{}", {})).to.equal("status 500");
    expect(await development.send("http://127.0.0.1:1/", "{}", {})).to.equal("ECONNREFUSED");
  });
  it("waits a bounded time", async () => {
    const hasty = webhookSender({ development: true, timeoutMs: 300 });
    expect(await hasty.send(`${url}/slow`, "{}", {})).to.equal(GAVE_UP);
  });
});
