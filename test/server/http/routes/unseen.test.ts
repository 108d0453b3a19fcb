import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { expect } from "chai";
import { type Answer, type Cast, formOf, GTIN, linkOf, metaOf, openCast, type Role } from "../cast.ts";
import { openProduct, type Product } from "../product.ts";
import { inputs } from "./bad-input.ts";

const MEGABYTE = 1024 * 1024;
const UNKNOWN = "cd".repeat(32);
const NOBODY_HERE: readonly Role[] = ["anonymous", "otherClaimant", "otherMerchant"];

describe("what one may not see, addresses and documents", function () {
  this.timeout(120_000);
  let product: Product;
  let cast: Cast;

  before(async () => {
    product = await openProduct();
    cast = await openCast(product);
  });
  after(() => product.close());

  /** Everything a caller could tell two answers apart by, but for what every request has of its own. */
  const comparable = ({ status, text, headers }: Answer) => {
    const own = ["date", "etag", "x-request-id", "ratelimit", "ratelimit-policy", "content-security-policy"];
    return {
      status,
      headers: [...headers].filter(([name]) => !own.includes(name)),
      text: text.replace(/"requestId":"[^"]+"/, ""),
    };
  };

  describe("a case one may not see", () => {
    const reads = ["", "/panel", "/evidence/abc/document"];
    for (const read of reads) {
      it(`reads byte for byte like one that does not exist: GET ${read || "/"}`, async () => {
        for (const role of NOBODY_HERE) {
          const unseen = await cast.call(role, "GET", `/v1/cases/${cast.caseId}${read}`);
          const unknown = await cast.call(role, "GET", `/v1/cases/${UNKNOWN}${read}`);
          expect(comparable(unseen), role).to.deep.equal(comparable(unknown));
          expect(unseen.status).to.equal(404);
        }
      });
    }

    const writes = Object.keys(inputs).filter(
      (route) => route.startsWith("post /v1/cases/") && !route.endsWith("development-signature"),
    );
    for (const route of writes) {
      it(`takes nothing, byte for byte like one that does not exist: ${route}`, async () => {
        const step = route.replace("post /v1/cases/:caseId", "");
        const body = inputs[route]?.body(cast);
        for (const role of NOBODY_HERE) {
          const unseen = await cast.call(role, "POST", `/v1/cases/${cast.caseId}${step}`, body);
          const unknown = await cast.call(role, "POST", `/v1/cases/${UNKNOWN}${step}`, body);
          expect(comparable(unseen), role).to.deep.equal(comparable(unknown));
          expect(unseen.status).to.equal(404);
        }
      });
    }

    it("takes no document, byte for byte like one that does not exist", async () => {
      for (const role of NOBODY_HERE) {
        const unseen = await cast.send(role, `/v1/cases/${cast.caseId}/evidence`, formOf({}));
        const unknown = await cast.send(role, `/v1/cases/${UNKNOWN}/evidence`, formOf({}));
        expect(comparable(unseen), role).to.deep.equal(comparable(unknown));
      }
    });

    it("is in nobody else's list", async () => {
      const { body } = await cast.call("otherMerchant", "GET", "/v1/cases");
      expect(body).to.deep.equal({ cases: [] });
    });
  });

  it("answers for another party's keys like for those of a party that does not exist", async () => {
    const own = await cast.call("merchant", "POST", "/v1/parties/shop-two/api-keys", { name: "x" });
    const none = await cast.call("merchant", "POST", "/v1/parties/no-such/api-keys", { name: "x" });
    expect(comparable(own)).to.deep.equal(comparable(none));
  });

  it("answers for an order of another buyer like for one that does not exist", async () => {
    const ask = (orderLink: string) => cast.call("anonymous", "POST", "/v1/claims/context", { orderLink });
    const others = await ask(linkOf("order-one", { buyerRef: "another-buyer" }));
    const none = await ask(linkOf("no-such-order"));
    expect(comparable(others)).to.deep.equal(comparable(none));
  });

  describe("addresses", () => {
    const get = (path: string) => cast.call("operator", "GET", path);
    const expected: readonly (readonly [path: string, status: number, field?: string])[] = [
      ["/v1/cases/ABC", 404],
      [`/v1/cases/${"ab".repeat(32).toUpperCase()}`, 404],
      ["/v1/cases/%00", 400],
      ["/v1/cases/%E0%A4%A", 400],
      ["/v1/items/123/S1", 400, "gtin"],
      ["/v1/items/06901234567890/S1", 400, "gtin"],
      [`/v1/items/${GTIN}/${"x".repeat(21)}`, 400, "serial"],
      ["/v1/log/consistency?from=0&to=1", 400, "/from"],
      ["/v1/log/consistency?from=1", 400, "/to"],
      ["/v1/log/consistency?from=1&to=999999", 400, "to"],
      ["/v1/log/consistency?from=1&to=1&also=1", 400, "/also"],
      ["/v1/receipts/short", 404],
      [`/v1/receipts/${UNKNOWN}`, 404],
      ["/v1/nothing", 404],
      ["/problems/no.such", 404],
      ["/dev/sign-in/nobody-known", 404],
    ];
    for (const [path, status, field] of expected) {
      it(`answers ${status} for ${path}`, async () => {
        const answer = await get(path);
        expect(answer.status, answer.text).to.equal(status);
        expect(answer.headers.get("content-type")).to.match(/^application\/problem\+json/);
        if (field !== undefined) expect(answer.body.errors?.[0]?.field, answer.text).to.equal(field);
      });
    }
  });

  describe("credentials", () => {
    const withHeaders = (headers: Record<string, string>) =>
      fetch(`${product.url}/v1/claims/context`, { method: "POST", headers });

    for (const authorization of ["Bearer nonsense", "Bearer", "Basic YTpi", `Bearer rct_${"A".repeat(43)}`]) {
      it(`refuses "${authorization.slice(0, 16)}" rather than take it for nobody`, async () => {
        expect((await withHeaders({ authorization })).status).to.equal(401);
      });
    }

    it("refuses a session's change from another site", async () => {
      const signedIn = await fetch(`${product.url}/dev/sign-in/shop-one`, { redirect: "manual" });
      const cookie = signedIn.headers
        .getSetCookie()
        .map((one) => one.split(";")[0])
        .join("; ");
      const answer = await withHeaders({ cookie, origin: "https://elsewhere.example" });
      expect(answer.status).to.equal(403);
    });
  });

  describe("a document", () => {
    const send = async (form: FormData | string, type?: string): Promise<Answer> => {
      const before = await product.counts();
      const answer = await cast.send("claimant", `/v1/cases/${cast.caseId}/evidence`, form, type);
      expect(await product.counts(), "stored").to.deep.equal(before);
      return answer;
    };
    const field = ({ body }: Answer): string => body.errors?.[0]?.field;
    const formWith = (parts: Record<string, string | Blob>) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(parts)) form.set(name, value);
      return form;
    };
    const meta = () => JSON.stringify(metaOf());
    const picture = new Blob(["picture"]);

    it("must be there", async () =>
      expect(field(await send(formWith({ meta: meta() })))).to.equal("/document"));
    it("must be described", async () =>
      expect(field(await send(formWith({ document: picture })))).to.equal("/meta"));
    it("must not be empty", async () => expect(field(await send(formOf({}, "")))).to.equal("/document"));
    it("must be described in JSON", async () =>
      expect(field(await send(formWith({ meta: "{", document: picture })))).to.equal("/meta"));
    it("comes with no other part", async () =>
      expect(field(await send(formWith({ meta: meta(), document: picture, more: "1" })))).to.equal("/more"));
    it("comes once", async () => {
      const form = formOf({});
      form.append("document", picture, "again.jpg");
      expect(field(await send(form))).to.equal("/document");
    });

    it("is refused above 32 MiB", async () => {
      const answer = await send(formOf({}, randomBytes(17 * MEGABYTE).toString("hex")));
      expect([answer.status, field(answer)]).to.deep.equal([413, "/document"]);
    });

    it("is refused with a description above 64 KiB", async () => {
      const answer = await send(formOf({ proves: "x".repeat(70_000) }));
      expect([answer.status, field(answer)]).to.deep.equal([413, "/meta"]);
    });

    it("is refused without a boundary", async () => {
      expect((await send("x", "multipart/form-data")).body.code).to.equal("request.malformed");
    });

    it("is refused when cut short", async () => {
      const before = await product.counts();
      await cutShort(product.url, `/v1/cases/${cast.caseId}/evidence`, cast.tokens.claimant ?? "");
      expect(await product.counts()).to.deep.equal(before);
    });

    for (const [spoilt, at] of [
      [{ type: "ruling" }, "/type"],
      [{ name: "" }, "/name"],
      [{ name: "a\u0000" }, "/name"],
      [{ mediaType: "image/jpeg; q=1" }, "/mediaType"],
      [{ capturedAt: "noon" }, "/capturedAt"],
      [{ method: "guess" }, "/method"],
      [{ idempotencyKey: "short" }, "/idempotencyKey"],
      [{ statements: [{ as: "defect", state: "maybe" }] }, "/statements/0/state"],
      [{ unexpected: 1 }, "/unexpected"],
    ] as const) {
      it(`is refused, naming ${at}, when described with ${JSON.stringify(spoilt)}`, async () => {
        const answer = await send(formOf(spoilt as never));
        expect([answer.status, field(answer)], answer.text).to.deep.equal([400, at]);
      });
    }
  });
});

/** Sends the beginning of a document and goes away. */
function cutShort(url: string, path: string, token: string): Promise<void> {
  const { hostname, port } = new URL(url);
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: ${hostname}`,
    `Authorization: Bearer ${token}`,
    "Content-Type: multipart/form-data; boundary=b",
    "Content-Length: 100000",
    "",
    '--b\r\nContent-Disposition: form-data; name="meta"\r\n\r\n{}',
  ].join("\r\n");
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(head, () => socket.destroy()));
    socket.once("close", () => resolve());
    socket.once("error", reject);
  });
}
