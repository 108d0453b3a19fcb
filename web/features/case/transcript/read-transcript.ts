import { PageError } from "../../../lib/page-error.ts";

/** One message of a chat; the smallest passage that can be marked. */
export interface TranscriptMessage {
  /** The chat's own id of it, or its place: `line-12`, `message-3`. */
  readonly id: string;
  /** Who sent it, as the chat calls them; empty where it does not say. */
  readonly sender: string;
  /** What the sender is to the order in shops' exports (`buyer`, `seller`); else as `sender`. */
  readonly role: string;
  /** When, as written there; empty where it does not say. */
  readonly at: string;
  readonly text: string;
}

const MOST_BYTES = 2 * 1024 * 1024;
const MOST_MESSAGES = 3_000;
const LONGEST_ID = 80;

const names = {
  list: ["messages", "msgs", "records", "list", "data"],
  id: ["msgId", "messageId", "id"],
  sender: ["senderNick", "nick", "nickname", "name", "sender", "from", "speaker"],
  role: ["sender", "from", "role", "speaker"],
  at: ["time", "at", "sentAt", "timestamp", "date"],
  text: ["content", "text", "message", "body"],
} as const;

/**
 * Reads a chat's messages from an export (JSON) or from plain text, in UTF-8 or GB 18030.
 * @throws PageError `page.transcript_too_long`, `page.transcript_unreadable`.
 */
export async function readTranscript(document: Blob): Promise<TranscriptMessage[]> {
  if (document.size > MOST_BYTES) throw new PageError("page.transcript_too_long");
  const text = decode(await document.arrayBuffer());
  const messages = text.includes("\0") ? [] : (readJson(text) ?? readLines(text));
  if (messages.length === 0) throw new PageError("page.transcript_unreadable");
  if (messages.length > MOST_MESSAGES) throw new PageError("page.transcript_too_long");
  return messages;
}

function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

type Fields = Readonly<Record<string, unknown>>;

function readJson(text: string): TranscriptMessage[] | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  const list = Array.isArray(parsed)
    ? parsed
    : names.list.map((name) => (parsed as Fields)?.[name]).find(Array.isArray);
  if (list === undefined) return null;
  const given = list.map((item: Fields) => first(item, names.id));
  const distinct = new Set(given).size === given.length;
  const messages = list.map((item: Fields, at: number) => {
    const own = given[at] ?? "";
    const sender = first(item, names.sender);
    return {
      id: distinct && own !== "" && own.length <= LONGEST_ID ? own : `message-${at + 1}`,
      sender,
      role: first(item, names.role) || sender,
      at: first(item, names.at),
      text: first(item, names.text),
    };
  });
  return messages.some((message) => message.text !== "")
    ? messages.filter(({ text: said }) => said !== "")
    : null;
}

/** The first of some fields that holds words or a number. */
function first(item: Fields, fields: readonly string[]): string {
  for (const field of fields) {
    const value = item?.[field];
    if (typeof value === "string" && value.trim() !== "") return value.trim();
    if (typeof value === "number") return String(value);
  }
  return "";
}

/** Chats copied from a phone put name and time on a line of their own, before what was said. */
const TIME = /\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[ T]\d{1,2}:\d{2}(?::\d{2})?/;
const HEAD = new RegExp(`^(?:(.{1,40}?)[\\s:：]+)?[[(（]?(${TIME.source})[\\])）]?[\\s:：]*(.{0,40})$`);
const SPOKEN = /^([^\s:：\d][^:：]{0,19})[:：]\s*(\S.*)$/;

function readLines(text: string): TranscriptMessage[] {
  const messages: TranscriptMessage[] = [];
  let head: Omit<TranscriptMessage, "text"> | null = null;
  for (const [at, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === "") continue;
    const [, before = "", time, after = ""] = HEAD.exec(line) ?? [];
    if (time !== undefined && !(before !== "" && after !== "")) {
      head = { id: `line-${at + 1}`, sender: before || after, role: before || after, at: time };
      continue;
    }
    messages.push(head === null ? spoken(line, at) : { ...head, id: `line-${at + 1}`, text: line });
  }
  return messages;
}

function spoken(line: string, at: number): TranscriptMessage {
  const [, sender = "", text = line] = SPOKEN.exec(line) ?? [];
  return { id: `line-${at + 1}`, sender, role: sender, at: "", text };
}
