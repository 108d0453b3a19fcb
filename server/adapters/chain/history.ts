import type { ChainHistory } from "../../app/book-chain-events.ts";
import { eventsAbout } from "../postgres/chain-blocks.ts";
import { fromTx } from "../postgres/database.ts";
import type { ContractBook } from "./contract-book.ts";
import { chainEvent } from "./decode-log.ts";

/** Reads folded events back, those of the present transaction included. */
export function openHistory(book: ContractBook): ChainHistory {
  return {
    address: book.address,
    about: async (tx, contracts, id) => {
      const events = await eventsAbout(fromTx(tx), contracts, id.toLowerCase());
      return events.map(({ event, block }) => chainEvent(book, event, block));
    },
  };
}
