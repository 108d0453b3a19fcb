import { expect } from "chai";
import { encodeEntry, entryWriter, parseEntry } from "../../../../server/domain/log/entry.ts";

const ENTRY = {
  commitment: "ab".repeat(32),
  receivedAt: "2026-11-21T10:00:00Z",
  subject: "case-1f3a",
  type: "media",
};

describe("entries", () => {
  it("have one byte string", () => {
    expect(encodeEntry(ENTRY).text).to.equal(
      `{"commitment":"${"ab".repeat(32)}","receivedAt":"2026-11-21T10:00:00Z","subject":"case-1f3a","type":"media","v":"redress.entry/1"}`,
    );
  });

  it("come back as they were written", () => {
    const corrected = { ...ENTRY, previous: "cd".repeat(32) };
    expect(parseEntry(encodeEntry(corrected).text)).to.deep.equal(corrected);
  });

  const changes: [string, object][] = [
    ["an arrival to the second", { receivedAt: "2026-11-21T10:00:01Z" }],
    ["an arrival in another zone", { receivedAt: "2026-11-21T18:00:00+08:00" }],
    ["a day that is not", { receivedAt: "2026-02-30T10:00:00Z" }],
    ["a subject in free text", { subject: "张三 13800000000" }],
    ["a type that is none", { type: "Media" }],
    ["a commitment in upper case", { commitment: "AB".repeat(32) }],
    ["a previous entry that is no hash", { previous: "0x12" }],
    ["an unknown field", { phone: "13800000000" }],
  ];
  for (const [what, change] of changes)
    it(`are refused with ${what}`, () => {
      expect(() => encodeEntry({ ...ENTRY, ...change }))
        .to.throw()
        .with.property("code", "log.bad_entry");
    });

  it("are the same bytes written by the many as one by one", () => {
    const { receivedAt, ...own } = ENTRY;
    for (const entry of [own, { ...own, previous: "cd".repeat(32) }, { ...own, type: "chat.transcript" }])
      expect(entryWriter(receivedAt)(entry)).to.deep.equal(encodeEntry({ ...entry, receivedAt }).bytes);
  });

  for (const [what, change] of changes.filter(([what]) => what !== "an unknown field"))
    it(`are refused with ${what} by the many as one by one`, () => {
      const { receivedAt, ...own } = { ...ENTRY, ...change };
      expect(() => entryWriter(receivedAt)(own))
        .to.throw()
        .with.property("code", "log.bad_entry");
    });

  it("are refused in another spelling of the same JSON", () => {
    const { text } = encodeEntry(ENTRY);
    for (const other of [text.replace(":", ": "), text.replace('"media"', '"m\\u0065dia"'), `${text} `])
      expect(() => parseEntry(other))
        .to.throw()
        .with.property("code", "log.bad_entry");
  });

  it("are refused over their size before they are parsed", () => {
    expect(() => parseEntry("x".repeat(65_536)))
      .to.throw()
      .with.property("code", "log.entry_too_large");
  });
});
