import { expect } from "chai";
import { deployDisputes, ethers, panelRequest, voterId } from "./dispute-fixture.ts";

/** keccak256(abi.encode(...)) of values that take one word each. */
const hash = (...words: (string | number | bigint)[]) =>
  ethers.keccak256(ethers.concat(words.map((word) => ethers.toBeHex(word, 32))));
const MEMBERS = 10;

type Draw = { chainId: bigint; panel: string; disputeId: bigint; caseId: string };

/** What is mixed of the seeds that were revealed; `undefined` stands for one withheld. */
const mixOf = (seeds: (string | undefined)[]): bigint =>
  seeds.reduce((mix, seed, index) => (seed === undefined ? mix : mix ^ BigInt(hash(index, seed))), 0n);

const entropyOf = (draw: Draw, blockHash: string, seeds: (string | undefined)[]) =>
  hash(draw.chainId, draw.panel, draw.disputeId, draw.caseId, blockHash, mixOf(seeds));

/** The first member drawn from a pool of `size`. */
const firstOf = (entropy: string, size: number, round = 1) =>
  Number(BigInt(hash(entropy, round, 0)) % BigInt(size));

const random = (name: string, i: number) => ethers.id(`${name} ${i}`);

describe("the draw of a panel", () => {
  it("follows the model below, seeds revealed in any order", async () => {
    const all = await deployDisputes();
    const caseId = ethers.id("a case");
    const seeds = [random("seed", 0), random("seed", 1)];
    const witnessSeeds = seeds.map((seed) => hash(caseId, seed));
    const extra = panelRequest({ caseId, respondents: [], witnessSeeds });
    for (const seed of seeds) await all.bondSeed(caseId, seed);
    const terms = await all.openCase({ caseId, arbitratorExtraData: extra });
    const disputeId = await all.dispute(terms, [all.findingFor(terms)]);
    await all.panel.revealSeed(disputeId, 1, seeds[1] as string);
    await all.panel.revealSeed(disputeId, 0, seeds[0] as string);
    await all.panel.draw(disputeId);

    const { drawBlock, entropy } = await all.panel.disputeOf(disputeId);
    const block = await ethers.provider.getBlock(Number(drawBlock));
    const draw = { chainId: all.chainId, panel: await all.panel.getAddress(), disputeId, caseId };
    expect(entropy).to.equal(entropyOf(draw, block?.hash ?? "", seeds));
    const pool = [0, 1, 2, 3, 4].map(voterId);
    expect(await all.panel.panelOf(disputeId, 1)).to.deep.equal([pool[firstOf(entropy, pool.length)]]);
  });

  const draw: Draw = { chainId: 1n, panel: ethers.ZeroAddress, disputeId: 1n, caseId: ethers.id("c") };
  const trials = 1_000;
  /** How often member 0 comes first when the cheat picks among what it controls. */
  const chance = (play: (trial: number) => number[]) => {
    let hits = 0;
    for (let trial = 0; trial < trials; trial += 1) if (play(trial).includes(0)) hits += 1;
    return hits / trials;
  };
  /** Five standard deviations of a share over the trials. */
  const slackOf = (share: number) => 5 * Math.sqrt((share * (1 - share)) / trials);
  const slack = slackOf(2 / MEMBERS);

  it("gives who makes the block nothing while one honest seed is hidden", () => {
    const share = chance((trial) => {
      // Ground before the honest seed is known, so grinding is blind: the best block for a guessed seed.
      const blocks = [0, 1, 2, 3].map((i) => random(`block ${trial}`, i));
      const guess = random("guess", trial);
      const chosen = blocks.find((b) => firstOf(entropyOf(draw, b, [guess]), MEMBERS) === 0) ?? blocks[0];
      return [firstOf(entropyOf(draw, chosen as string, [random("honest", trial)]), MEMBERS)];
    });
    expect(share).to.be.at.most(1 / MEMBERS + slack);
  });

  it("gives who makes the block and holds a seed at most 2/n", () => {
    const share = chance((trial) => {
      const block = random("block", trial);
      const honest = random("honest", trial);
      const withIt = entropyOf(draw, block, [honest, random("own", trial)]);
      const withheld = entropyOf(draw, block, [honest, undefined]);
      return [firstOf(withIt, MEMBERS), firstOf(withheld, MEMBERS)];
    });
    expect(share).to.be.at.most(2 / MEMBERS + slack);
    expect(share).to.be.greaterThan(1 / MEMBERS);
  });

  it("gives two holders in league four draws and no more: each withheld seed costs one of them its bond and appeal", () => {
    const share = chance((trial) => {
      const block = random("block", trial);
      const [honest, one, other] = [random("honest", trial), random("one", trial), random("other", trial)];
      return [
        [honest, one, other],
        [honest, one, undefined],
        [honest, undefined, other],
        [honest, undefined, undefined],
      ].map((seeds) => firstOf(entropyOf(draw, block, seeds), MEMBERS));
    });
    const bound = 1 - (1 - 1 / MEMBERS) ** 4;
    expect(share).to.be.at.most(bound + slackOf(bound));
    expect(share).to.be.greaterThan(2 / MEMBERS);
  });

  it("mixes in no seed that was shown before the block, so a seed given up is no third draw", async () => {
    const all = await deployDisputes();
    const caseId = ethers.id("another case");
    const seed = random("shown", 0);
    const witnessSeeds = [hash(caseId, seed)];
    await all.bondSeed(caseId, seed);
    await all.panel.releaseSeed(all.registry, caseId, witnessSeeds[0] as string, seed);
    const extra = panelRequest({ caseId, respondents: [], witnessSeeds });
    const terms = await all.openCase({ caseId, arbitratorExtraData: extra });
    const disputeId = await all.dispute(terms, [all.findingFor(terms)]);
    expect(await all.panel.seedsOf(disputeId)).to.deep.equal([]);
  });
});
