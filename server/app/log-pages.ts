import { utf8ToBytes } from "../domain/log/bytes.ts";
import { canonicalJson } from "../domain/log/canonical-json.ts";
import { LogError } from "../domain/log/errors.ts";
import type { PagesView } from "../schema/log.ts";
import type { Deps } from "./deps.ts";

/**
 * Commits in public to the pages this server serves, so that whoever builds them from the sources can tell whether
 * they are the same for everybody. Safe to call at every start: one build is one entry.
 *
 * @param build Hash of the build, lower-case hex.
 */
export async function logPages(
  { uow, log, platformId }: Pick<Deps, "uow" | "log" | "platformId">,
  build: string,
): Promise<PagesView> {
  const statement = utf8ToBytes(canonicalJson({ v: "redress.pages/1", build }));
  try {
    const [entry] = await uow.run((tx) =>
      log.accept(tx, [
        {
          type: "document",
          subject: "pages",
          statement,
          public: true,
          submitter: platformId,
          idempotencyKey: `pages:${build}`,
        },
      ]),
    );
    return { build, leafHash: entry!.leafHash };
  } catch (error) {
    // A server whose log may not go on still has receipts and pages to serve, and an operator to tell.
    if (error instanceof LogError && error.code === "log.fork_refused") return { build, leafHash: null };
    throw error;
  }
}
