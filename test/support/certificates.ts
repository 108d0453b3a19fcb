import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a certificate may be used for; a name of a section below. */
export type CertificateUse = "root" | "authority" | "last_authority" | "web_authority" | "stamping";

const USES = `
[req]
distinguished_name = nobody
prompt = no
[nobody]
CN = Nobody
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[last_authority]
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,keyCertSign
[web_authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
extendedKeyUsage = serverAuth
[stamping]
extendedKeyUsage = critical,timeStamping
`;

const CURVE = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
const CONFIG = ["-config", "uses.cnf"];

/** Certificates by OpenSSL in a folder: `<name>.pem` and `<name>.key`. */
export interface CertificateMaker {
  /** Signs itself. */
  root(name: string, subject?: string): void;
  issue(by: string, name: string, use: CertificateUse, subject?: string): void;
  path(name: string): string;
}

export function certificateMaker(folder: string): CertificateMaker {
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  writeFileSync(join(folder, "uses.cnf"), USES);
  const key = (name: string) => [...CURVE, "-keyout", `${name}.key`, ...CONFIG];
  const extended = (use: CertificateUse) => ["-extfile", "uses.cnf", "-extensions", use, "-days", "2"];
  return {
    root: (name, subject = `/CN=${name}`) => {
      const use = ["-extensions", "root", "-days", "2"];
      openssl("req", "-x509", ...key(name), "-subj", subject, ...use, "-out", `${name}.pem`);
    },
    issue: (by, name, use, subject = `/CN=${name}`) => {
      openssl("req", "-new", ...key(name), "-subj", subject, "-out", `${name}.csr`);
      const issuer = ["-CA", `${by}.pem`, "-CAkey", `${by}.key`, "-CAcreateserial"];
      openssl("x509", "-req", "-in", `${name}.csr`, ...issuer, ...extended(use), "-out", `${name}.pem`);
    },
    path: (name) => join(folder, `${name}.pem`),
  };
}
