import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { certificateMaker } from "./certificates.ts";
import { listen, shut } from "./listen.ts";
import { tempDir } from "./temp-dir.ts";

/** An authority of time stamps that is not ours: OpenSSL behind HTTP. */
export interface StampAuthority {
  readonly url: string;
  /** What it answers next instead; null: what OpenSSL says. */
  answer: Buffer | null;
  /** Path of its certificate, or of one above it. Below the root stands the intermediate that issued the signer's. */
  certificate(name: "root" | "intermediate" | "signer"): string;
  close(): Promise<void>;
}

export const hasOpenssl = (): boolean => spawnSync("openssl", ["version"]).status === 0;

const CONFIG = `
[tsa]
default_tsa = here
[here]
serial = serial
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
signer_digest = sha256
`;

export async function startStampAuthority(): Promise<StampAuthority> {
  const cwd = tempDir("redress-tsa-");
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd, stdio: "pipe" });
  writeFileSync(join(cwd, "tsa.cnf"), CONFIG);
  writeFileSync(join(cwd, "serial"), "01\n");
  const certificates = certificateMaker(cwd);
  certificates.root("root");
  certificates.issue("root", "intermediate", "last_authority");
  certificates.issue("intermediate", "signer", "stamping", "/CN=Stamps of the test/O=Somebody else");
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    writeFileSync(join(cwd, "query"), Buffer.concat(parts));
    const signer = ["-signer", "signer.pem", "-inkey", "signer.key", "-chain", "intermediate.pem"];
    openssl("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query", ...signer, "-out", "reply");
    response.setHeader("content-type", "application/timestamp-reply");
    response.end(authority.answer ?? readFileSync(join(cwd, "reply")));
  });
  const url = await listen(server);
  const authority: StampAuthority = {
    url,
    answer: null,
    certificate: certificates.path,
    close: () => shut(server),
  };
  return authority;
}
