/** What a witness says against a log, and what an operator can do about it. */
import { parseCheckpoint } from "../domain/log/checkpoint.ts";
import type { LogError } from "../domain/log/errors.ts";
import { refuseFork } from "./log-fork.ts";
import type { SignedHead, WitnessBook, WitnessClient } from "./log-witnessing.ts";

/**
 * Says what a witness claims, and whether it can show the checkpoint it claims to have signed. The log stands either way:
 * nobody but its operator may decide that a witness lies.
 */
export async function refuseClaim(
  book: WitnessBook,
  client: WitnessClient,
  head: SignedHead,
  { said, size }: { said: string; size: number },
): Promise<LogError> {
  const shown = await shownBy(book, client, head, size);
  if (shown === "contradicts")
    return refuseFork(`${said}, and shows the checkpoint that this log's keys signed`);
  return refuseFork(`${said}, ${UNSHOWN[shown]}`, WAY_OUT_OF_A_CLAIM);
}

type Showing = "contradicts" | "agrees" | "nothing" | "unasked";

/** Any witness may keep what it signed to itself: C2SP tlog-witness does not ask it to be shown. */
const UNSHOWN: Readonly<Record<Exclude<Showing, "contradicts">, string>> = {
  agrees: "but shows a checkpoint of that size with the very root this database has",
  nothing: "but shows no checkpoint of that size that this log's keys signed",
  unasked: "and does not show what it signed",
};

const WAY_OUT_OF_A_CLAIM =
  "run redress recover-log --check, which asks chain, witnesses and copies how far the log was shown; where it is true recover, " +
  "and where nobody else knows of it and the witness cannot show it, take the witness out of WITNESS_POLICY and start again";

async function shownBy(
  book: WitnessBook,
  { shown }: WitnessClient,
  { note }: SignedHead,
  size: number,
): Promise<Showing> {
  if (shown === undefined) return "unasked";
  try {
    const theirs = await shown(parseCheckpoint(note).origin, size);
    return theirs === null ? "nothing" : await book.compare(theirs, size);
  } catch {
    return "unasked";
  }
}
