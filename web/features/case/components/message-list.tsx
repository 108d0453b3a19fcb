import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { useLocale } from "../../../components/use-locale.ts";
import type { TranscriptMessage } from "../transcript/read-transcript.ts";

export interface MessageListProps {
  readonly messages: readonly TranscriptMessage[];
  /** How often each message is marked, by its id. */
  readonly marked: ReadonlyMap<string, number>;
  /** The message being marked; null while none is. */
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  /** What stands below the chosen message. */
  readonly children: ReactNode;
}

/** Where a key leads from one message to the next; undefined for every other key. */
function movedBy(key: string, at: number, count: number): number | undefined {
  const places: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: count - 1,
  };
  const next = places[key];
  return next === undefined ? undefined : Math.min(count - 1, Math.max(0, next));
}

/** A chat to choose messages from: one stop of the tab key, arrows move, Enter chooses. */
export function MessageList({ messages, marked, chosen, onChoose, children }: MessageListProps) {
  const { t } = useLocale();
  const list = useRef<HTMLOListElement>(null);
  const [at, setAt] = useState(0);
  const move = (event: KeyboardEvent) => {
    const next = movedBy(event.key, at, messages.length);
    if (next === undefined) return;
    event.preventDefault();
    setAt(next);
    list.current?.querySelectorAll<HTMLButtonElement>(":scope > li > button")[next]?.focus();
  };
  return (
    <ol className="messages" ref={list} aria-label={t("mark.messages")}>
      {messages.map((message, index) => (
        <li key={message.id}>
          <button
            type="button"
            className="message"
            tabIndex={index === at ? 0 : -1}
            aria-expanded={message.id === chosen}
            onKeyDown={move}
            onClick={() => {
              setAt(index);
              onChoose(message.id);
            }}
          >
            <span className="small dim">
              {[message.sender, message.at].filter((part) => part !== "").join(" · ")}
            </span>
            <span className={marked.has(message.id) ? "message-text message-marked" : "message-text"}>
              {message.text}
            </span>
            {marked.has(message.id) && (
              <span className="tag">{t("mark.count", { count: marked.get(message.id) ?? 0 })}</span>
            )}
          </button>
          {message.id === chosen && children}
        </li>
      ))}
    </ol>
  );
}
