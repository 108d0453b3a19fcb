import { expect } from "chai";
import { applyChanges, ResponsibilityError } from "../../../../server/domain/responsibility/index.ts";

const DOCUMENT = { a: { "b/c": 1, "d~e": 2 }, list: ["x", "y"] };

function refused(path: string, document: unknown = DOCUMENT): ResponsibilityError {
  try {
    applyChanges(document, [{ path, value: 9 }]);
  } catch (error) {
    if (error instanceof ResponsibilityError) return error;
    throw error;
  }
  throw new Error(`${path} was accepted`);
}

const changed = (path: string, value: unknown) => applyChanges<unknown>(DOCUMENT, [{ path, value }]);

describe("applyChanges", () => {
  it("sets a field, making the objects on the way", () => {
    expect(changed("/a/new", 9)).to.deep.equal({ ...DOCUMENT, a: { ...DOCUMENT.a, new: 9 } });
    expect(changed("/p/q/r", 9)).to.deep.equal({ ...DOCUMENT, p: { q: { r: 9 } } });
  });

  it("reads ~1 as a slash and ~0 as a tilde", () => {
    expect(changed("/a/b~1c", 9)).to.deep.include({ a: { "b/c": 9, "d~e": 2 } });
    expect(changed("/a/d~0e", 9)).to.deep.include({ a: { "b/c": 1, "d~e": 9 } });
    expect(applyChanges<unknown>({}, [{ path: "/~01", value: 9 }])).to.deep.equal({ "~1": 9 });
  });

  it("replaces an item of a list, and appends by its length or by a dash", () => {
    expect(changed("/list/1", 9)).to.deep.include({ list: ["x", 9] });
    expect(changed("/list/2", 9)).to.deep.include({ list: ["x", "y", 9] });
    expect(changed("/list/-", 9)).to.deep.include({ list: ["x", "y", 9] });
  });

  it("makes changes in their order, leaving the document and what is not on a path alone", () => {
    const before = JSON.stringify(DOCUMENT);
    const after = applyChanges(DOCUMENT, [
      { path: "/list/-", value: "z" },
      { path: "/list/2", value: "w" },
    ]);
    expect(after.list).to.deep.equal(["x", "y", "w"]);
    expect(after.a).to.equal(DOCUMENT.a);
    expect(JSON.stringify(DOCUMENT)).to.equal(before);
  });

  it("refuses what is no pointer to a field, naming it", () => {
    for (const path of ["", "a", "list/0"]) {
      const error = refused(path);
      expect(error.code).to.equal("pointer_invalid");
      expect(error.issues).to.deep.equal([{ path, rule: "a JSON pointer to a field" }]);
    }
  });

  it("refuses places that no list has", () => {
    for (const path of ["/list/3", "/list/01", "/list/-1", "/list/x", "/list/1.5"]) {
      expect(refused(path).issues).to.deep.equal([{ path, rule: "names no place in the list" }]);
    }
  });

  it("refuses to lead through a value that has no fields", () => {
    for (const document of [{ a: 1 }, { a: null }, { a: "text" }]) {
      expect(refused("/a/b", document).issues[0]?.rule).to.equal("leads through a value that has no fields");
    }
  });

  it("never reaches a prototype", () => {
    expect(refused("/__proto__/polluted").issues[0]?.rule).to.equal("names no field");
    const made = applyChanges<Record<string, unknown>>({}, [{ path: "/constructor/x", value: 1 }]);
    expect(Object.hasOwn(made, "constructor")).to.equal(true);
    expect(({} as Record<string, unknown>).x).to.equal(undefined);
  });
});
