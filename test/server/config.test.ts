import { expect } from "chai";
import { ConfigError, parseConfig, settingsTable } from "../../server/config.ts";
import { cloneThresholds } from "../../server/domain/provenance/clone-signs.ts";

const good = {
  DATABASE_URL: "postgres://u:p@127.0.0.1/redress",
  RPC_URL: "http://127.0.0.1:8545",
  CHAIN_ID: "31337",
  DEPLOYMENT_DIR: "deployment",
  DATA_DIR: "data",
  SENDER_KEY: `0x${"1".repeat(64)}`,
  LOG_ETH_KEY: `0x${"2".repeat(64)}`,
  LOG_ED25519_KEY: "3".repeat(64),
  PROMISE_KEY: `0x${"4".repeat(64)}`,
  AUTH_SECRET: "x".repeat(40),
};

const refusal = (environment: Record<string, string | undefined>): string => {
  try {
    parseConfig(environment);
    return "";
  } catch (error) {
    expect(error).to.be.instanceOf(ConfigError);
    return (error as Error).message;
  }
};

describe("settings", () => {
  it("are taken with their defaults", () => {
    expect(parseConfig(good)).to.include({
      PORT: 3000,
      EMBEDDED: false,
      PUBLIC_RPC_URL: good.RPC_URL,
      BLOCKSTORE_DIR: "data/blocks",
      PUBLIC_URL: null,
    });
  });

  it("name each missing one, all at once", () => {
    const message = refusal({});
    for (const name of Object.keys(good)) expect(message).to.contain(`${name} is missing`);
  });

  const wrong: Record<string, string> = {
    DATABASE_URL: "mysql://x/y",
    RPC_URL: "ftp://x",
    CHAIN_ID: "-1",
    FINALITY: "soon",
    IPFS_API_URL: "not a url",
    PORT: "70000",
    SENDER_KEY: "0x12",
    LOG_ED25519_KEY: "zz",
    AUTH_SECRET: "short",
    LOG_ORIGIN: "has space",
    ANCHOR_SECONDS: "0",
    EMBEDDED: "yes",
    LOG_LEVEL: "loud",
    PLATFORM_ID: "No Capitals",
    SCAN_PLACE_HEADER: "Two Words",
    CLONE_THRESHOLDS: '{"speed":1}',
    NFC_META_READ_KEY: "00",
    NFC_FILE_READ_KEY: "zz".repeat(16),
    NFC_SYSTEM_ID: "0102",
  };
  for (const [name, value] of Object.entries(wrong)) {
    it(`refuse a wrong ${name} by name, without repeating it`, () => {
      const message = refusal({ ...good, [name]: value });
      expect(message).to.contain(name);
      expect(message).to.not.contain(`"${value}"`);
    });
  }

  it("name the platform like nobody else in a case or a log", () => {
    expect(refusal({ ...good, PLATFORM_ID: "claimant" })).to.contain("PLATFORM_ID");
    expect(parseConfig({ ...good, PLATFORM_ID: "platform" }).PLATFORM_ID).to.equal("platform");
  });

  it("move single lines of the rules that find copied codes", () => {
    const { CLONE_THRESHOLDS } = parseConfig({ ...good, CLONE_THRESHOLDS: '{"burstDevices":20}' });
    expect(CLONE_THRESHOLDS).to.deep.equal({ ...cloneThresholds, burstDevices: 20 });
    for (const text of ["[]", '{"burstDevices":-1}', '{"burstDevices":"20"}', "{"])
      expect(refusal({ ...good, CLONE_THRESHOLDS: text }), text).to.contain("CLONE_THRESHOLDS");
  });

  it("are listed with what each is for", () => {
    for (const { about } of settingsTable()) expect(about).to.not.equal("");
  });
});
