import { expect } from "chai";
import { verifyCommand } from "../../../../web/features/verify/verify-command.ts";

const NODE = { url: "https://node.example/" };

describe("the command that checks a file whole", () => {
  it("asks the nodes and pins the contract that the page does", () => {
    const contract = `0x${"c0".repeat(20)}`;
    expect(verifyCommand("case.zip", [NODE, { url: "http://127.0.0.1:8545" }], contract)).to.equal(
      `redress verify case.zip --rpc https://node.example/ http://127.0.0.1:8545 --contract ${contract}`,
    );
  });

  it("names a place to fill in where the page asks no node, and no contract it does not know", () => {
    expect(verifyCommand("case.zip", [], undefined)).to.equal("redress verify case.zip --rpc URL");
  });

  for (const [name, spelled] of [
    ["my case (2).zip", "'my case (2).zip'"],
    ["证据包.zip", "'证据包.zip'"],
    ["it's.zip", "'it'\\''s.zip'"],
    ["$(reboot).zip", "'$(reboot).zip'"],
    ["-rf.zip", "./-rf.zip"],
  ] as const)
    it(`can be pasted for a file named ${name}`, () => {
      expect(verifyCommand(name, [NODE], undefined)).to.equal(`redress verify ${spelled} --rpc ${NODE.url}`);
    });

  it("quotes what a node's address says, too", () => {
    const command = verifyCommand("case.zip", [{ url: "https://node.example/?a=1&b=2" }], undefined);
    expect(command).to.contain("--rpc 'https://node.example/?a=1&b=2'");
  });
});
