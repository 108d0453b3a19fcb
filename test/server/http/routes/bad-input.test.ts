import { readFileSync } from "node:fs";
import { expect } from "chai";
import { type Answer, type Cast, openCast } from "../cast.ts";
import { openProduct, type Product } from "../product.ts";
import { inputs, pathOf, type RouteInput, sendable } from "./bad-input.ts";

const OPENAPI = new URL("../../../../server/http/openapi.json", import.meta.url);
const MEGABYTE = 1024 * 1024;
/** Read bodies of their own; see evidence.test.ts, uploads.test.ts and imports.test.ts. */
const NO_JSON = [
  "post /v1/cases/:caseId/evidence",
  "post /v1/cases/:caseId/evidence/batch",
  "post /v1/uploads",
  "post /v1/imports",
  "post /v1/imports/check",
];

describe("bad input", function () {
  this.timeout(120_000);
  let product: Product;
  let cast: Cast;

  before(async () => {
    product = await openProduct();
    cast = await openCast(product);
  });
  after(() => product.close());

  /** Asks, and expects nothing to have been stored. */
  async function ask(work: () => Promise<Answer>): Promise<Answer> {
    const before = await product.counts();
    const answer = await work();
    expect(await product.counts(), "stored").to.deep.equal(before);
    return answer;
  }

  it("is tried on every route that takes a body", () => {
    const posts = sendable(product.routes).filter(
      (route) => route.startsWith("post") && !NO_JSON.includes(route),
    );
    expect(Object.keys(inputs)).to.have.members(posts);
  });

  it("finds every operation of the API's description registered", () => {
    const { paths } = JSON.parse(readFileSync(OPENAPI, "utf8")) as { paths: Record<string, object> };
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path.replace(/\{(\w+)\}/g, ":$1")}`),
    );
    expect(product.routes).to.include.members(described);
  });

  for (const [route, input] of Object.entries(inputs)) {
    describe(route, () => {
      const { as, spoilt } = input;
      const path = () => pathOf(cast, route.slice("post ".length));
      const post = (body: unknown) => ask(() => cast.call(as, "POST", path(), body));

      it("refuses what is no JSON", async () => {
        const answer = await ask(() => cast.send(as, path(), "{", "application/json"));
        expectProblem(answer, 400, "request.malformed");
      });

      it("refuses another kind of content", async () => {
        const answer = await ask(() => cast.send(as, path(), "a=1", "application/x-www-form-urlencoded"));
        expectProblem(answer, 415, "request.unsupported_media_type");
      });

      it("refuses a list", async () => {
        expectProblem(await post([]), 400, "request.invalid", "/");
      });

      it("refuses more than a megabyte", async () => {
        expectProblem(await post({ text: "x".repeat(MEGABYTE) }), 413, "request.too_large");
      });

      it("names a field it does not know", async () => {
        expectProblem(
          await post({ ...input.body(cast), unexpected: 1 }),
          400,
          "request.invalid",
          "/unexpected",
        );
      });

      it("names each field that is missing", async () => {
        for (const field of required(input, cast)) {
          const { [field]: _, ...rest } = input.body(cast);
          expectProblem(await post(rest), 400, "request.invalid", `/${field}`);
        }
      });

      for (const [field, value, at] of spoilt) {
        it(`names ${at} when ${field} is ${short(value)}`, async () => {
          const answer = await post({ ...input.body(cast), [field]: value });
          expect(answer.status, answer.text).to.be.within(400, 499);
          expectProblem(answer, answer.status, answer.body?.code, at);
        });
      }
    });
  }
});

const required = ({ body, optional = [] }: RouteInput, cast: Cast): string[] =>
  Object.keys(body(cast)).filter((field) => !optional.includes(field));

function short(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}… (${text.length} characters)` : text;
}

function expectProblem({ status, body, headers, text }: Answer, expected: number, code: string, at?: string) {
  expect(headers.get("content-type"), text).to.match(/^application\/problem\+json/);
  expect(body, text).to.include({ status: expected, code, type: `/problems/${code}` });
  expect(status).to.equal(expected);
  if (at === undefined) return;
  const fields = (body.errors as { field: string; rule: string }[] | undefined) ?? [];
  expect(
    fields.map(({ field }) => field),
    text,
  ).to.include(at);
  for (const { rule } of fields) expect(rule).to.not.be.empty;
}
