import pg from "pg";

/** Uses of a statement on one connection after which the server keeps it parsed, as pgjdbc does. */
const PREPARE_FROM = 5;

/** Statements kept on one connection: texts made for one occasion must not fill the server's memory. */
const MOST_PREPARED = 256;

/** The server's word that a table has changed since a statement was prepared. */
const STALE_PLAN = "0A000";

type Callback = (error: Error, result: pg.QueryResult) => void;

/** A connection that prepares what it is asked again and again: parsing and planning is most of what a small query costs. */
export class PreparingClient extends pg.Client {
  readonly #uses = new Map<string, number>();
  readonly #names = new Map<string, string>();
  #prepared = 0;

  // biome-ignore lint/suspicious/noExplicitAny: the driver's own signature is a set of overloads.
  override query(config: any, values?: any, callback?: Callback): any {
    const name = typeof config === "string" && Array.isArray(values) ? this.#nameOf(config) : undefined;
    if (name === undefined) return super.query(config, values, callback as Callback);
    const named: pg.QueryConfig = { name, text: config, values };
    if (callback !== undefined) return super.query(named, callback);
    return super.query(named).catch((error: unknown) => {
      if ((error as { code?: unknown }).code === STALE_PLAN) this.#names.delete(config);
      throw error;
    });
  }

  /** A name never means two plans, so that one that went stale is given up with its name. */
  #nameOf(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    const uses = (this.#uses.get(text) ?? 0) + 1;
    this.#uses.set(text, uses);
    if (uses < PREPARE_FROM || this.#names.size >= MOST_PREPARED) {
      if (this.#uses.size > 4 * MOST_PREPARED) this.#uses.clear();
      return undefined;
    }
    const name = `s${++this.#prepared}`;
    this.#names.set(text, name);
    return name;
  }
}
