import { createHash, randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { ScanStore, ScanSummary, Visit, Visitor } from "../../app/ports-labels.ts";
import type { Sighting } from "../../domain/provenance/clone-signs.ts";
import { type Database, databaseTime, fromTx, type Queryable } from "./database.ts";

/** Phones of one item told apart; a flood beyond is counted and not kept. */
const MOST_DEVICES = 500;
/** Sightings of one item kept; they are compared each with each at every scan. */
const MOST_SIGHTINGS = 600;
/** A phone that reloads within this time has been seen once. */
const ONE_LOOK_MINUTES = 30;
const TOKEN = /^[A-Za-z0-9_-]{22}$/;

/** Counts scans; see {@link ScanStore}. */
export function scanStore(db: Database): ScanStore {
  return {
    isKnown: async (epc) => {
      const { rows } = await sql<{ known: boolean }>`
        SELECT EXISTS (SELECT FROM epcis_event_epc WHERE epc = ${epc})
            OR EXISTS (SELECT FROM item_label WHERE epc = ${epc}) AS known`.execute(db.kysely);
      return rows[0]!.known;
    },
    visit: (epc, visitor, isHolder = false) => visit(db, epc, visitor, isHolder),
    place: async (epc, visitor) => {
      const device = await knownDevice(db.kysely, epc, visitor, await saltOfToday(db.kysely));
      if (device === null) return;
      await sql`UPDATE item_sighting SET city = ${visitor.city}, place_from = ${visitor.placeFrom}
                WHERE ctid = (SELECT ctid FROM item_sighting WHERE epc = ${epc} AND device = ${device.device}
                              ORDER BY at DESC LIMIT 1)`.execute(db.kysely);
    },
    summary: (epc, device) => summary(db.kysely, epc, device),
    open: async (tx, epc, device, at, city) => {
      const trx = fromTx(tx);
      await sql`UPDATE item_device SET opened_at = coalesce(opened_at, ${at})
                WHERE epc = ${epc} AND device = ${device}`.execute(trx);
      const place = city === null ? await lastPlace(trx, epc, device) : { city, placeFrom: "edge" as const };
      await addSighting(trx, epc, device, at, place, "inner");
    },
    tagRead: async (tx, epc, device, at) => {
      await sql`UPDATE item_device SET tag_at = ${at} WHERE epc = ${epc} AND device = ${device}`.execute(
        fromTx(tx),
      );
    },
    lock: async (tx, epc) => {
      await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`item ${epc}`}, 0))`.execute(fromTx(tx));
      return await databaseTime(fromTx(tx));
    },
    misused: async (epc, kind, at) => {
      const { rows } = await sql<{ times: number }>`
        INSERT INTO item_code_count (epc, kind, times, first_at, last_at) VALUES (${epc}, ${kind}, 1, ${at}, ${at})
        ON CONFLICT (epc, kind) DO UPDATE SET times = least(item_code_count.times, 1000000000) + 1, last_at = ${at}
        RETURNING times`.execute(db.kysely);
      return rows[0]!.times;
    },
  };
}

const hash = (...parts: (string | Buffer)[]): string => {
  const sha256 = createHash("sha256");
  for (const part of parts) sha256.update(part);
  return sha256.digest("hex");
};

// The item is in both, so that one phone's scans of two items cannot be told to be one phone's.
const deviceOf = (epc: string, token: string): string => hash(JSON.stringify([epc, token]));
const aliasOf = (epc: string, trait: string, salt: Buffer): string =>
  hash(salt, JSON.stringify([epc, trait]));

interface Device {
  readonly device: string;
  readonly isOld: boolean;
  /** Found by its token, which it therefore holds. */
  readonly hasToken: boolean;
}

/**
 * Finds the phone by its token; one that has none by its alias, unless that phone is known to keep tokens, opened the
 * inner code or read the tag: phones of one make behind one address look alike, and must not share a green.
 */
async function knownDevice(
  db: Queryable,
  epc: string,
  visitor: Visitor,
  salt: Buffer,
): Promise<Device | null> {
  const hasToken = visitor.token !== null && TOKEN.test(visitor.token);
  const match = hasToken
    ? sql`device = ${deviceOf(epc, visitor.token)}`
    : sql`alias = ${aliasOf(epc, visitor.trait, salt)} AND NOT has_token AND opened_at IS NULL AND tag_at IS NULL`;
  const { rows } = await sql<{ device: string; is_old: boolean }>`
    SELECT device, renewed_at < now() - interval '1 day' AS is_old FROM item_device
    WHERE epc = ${epc} AND ${match} ORDER BY last_at DESC LIMIT 1`.execute(db);
  const [row] = rows;
  return row === undefined ? null : { device: row.device, isOld: row.is_old, hasToken };
}

async function visit(db: Database, epc: string, visitor: Visitor, isHolder: boolean): Promise<Visit> {
  const salt = await saltOfToday(db.kysely);
  const known = await knownDevice(db.kysely, epc, visitor, salt);
  const alias = aliasOf(epc, visitor.trait, salt);
  return known === null
    ? await firstVisit(db.kysely, epc, visitor, alias, isHolder)
    : await nextVisit(db.kysely, epc, visitor, alias, known);
}

const newToken = (): string => randomBytes(16).toString("base64url");

async function firstVisit(
  db: Queryable,
  epc: string,
  visitor: Visitor,
  alias: string,
  isHolder: boolean,
): Promise<Visit> {
  const token = newToken();
  const device = deviceOf(epc, token);
  if (!(await addDevice(db, epc, device, alias, isHolder))) return { device: null, token: null };
  await addSighting(db, epc, device, new Date(), visitor, "outer");
  return { device, token };
}

async function nextVisit(
  db: Queryable,
  epc: string,
  visitor: Visitor,
  alias: string,
  known: Device,
): Promise<Visit> {
  const isRenewed = known.isOld || !known.hasToken;
  const token = newToken();
  const device = isRenewed ? deviceOf(epc, token) : known.device;
  const { numAffectedRows } = await sql`
    UPDATE item_device SET device = ${device}, alias = ${alias}, last_at = now(),
      has_token = has_token OR ${known.hasToken},
      renewed_at = CASE WHEN ${isRenewed} THEN now() ELSE renewed_at END
    WHERE epc = ${epc} AND device = ${known.device}`.execute(db);
  // Another request of the same phone was quicker and has its new token.
  if (numAffectedRows !== 1n) return { device: null, token: null };
  await addSighting(db, epc, device, new Date(), visitor, "outer");
  return { device, token: isRenewed ? token : null };
}

/** False, counting it, when the item has as many phones as are kept. */
async function addDevice(
  db: Queryable,
  epc: string,
  device: string,
  alias: string,
  isHolder: boolean,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    INSERT INTO item_device (epc, device, alias, first_at, last_at, renewed_at)
    SELECT ${epc}, ${device}, ${alias}, now(), now(), now()
    WHERE ${isHolder} OR (SELECT count(*) FROM item_device WHERE epc = ${epc}) < ${MOST_DEVICES}`.execute(db);
  if (numAffectedRows === 1n) return true;
  await sql`INSERT INTO item_code_count (epc, kind, times, first_at, last_at)
            VALUES (${epc}, 'scan_overflow', 1, now(), now())
            ON CONFLICT (epc, kind) DO UPDATE SET times = least(item_code_count.times, 1000000000) + 1, last_at = now()`.execute(
    db,
  );
  return false;
}

async function addSighting(
  db: Queryable,
  epc: string,
  device: string,
  at: Date,
  place: Pick<Visitor, "city" | "placeFrom">,
  code: Sighting["code"],
): Promise<void> {
  await sql`
    INSERT INTO item_sighting (epc, device, at, city, place_from, code)
    SELECT ${epc}, ${device}, ${at}, ${place.city}, ${place.placeFrom}, ${code}
    WHERE (SELECT count(*) FROM item_sighting WHERE epc = ${epc}) < ${MOST_SIGHTINGS}
      AND NOT EXISTS (
        SELECT FROM item_sighting
        WHERE epc = ${epc} AND device = ${device} AND code = ${code} AND at > ${at}::timestamptz - ${`${ONE_LOOK_MINUTES} minutes`}::interval
          AND city IS NOT DISTINCT FROM coalesce(${place.city}, city))`.execute(db);
}

/** Where the phone last was, as far as it or the edge said. */
async function lastPlace(
  db: Queryable,
  epc: string,
  device: string,
): Promise<Pick<Visitor, "city" | "placeFrom">> {
  const { rows } = await sql<Pick<Visitor, "city" | "placeFrom">>`
    SELECT city, place_from AS "placeFrom" FROM item_sighting
    WHERE epc = ${epc} AND device = ${device} AND city IS NOT NULL AND at > now() - interval '1 day'
    ORDER BY at DESC LIMIT 1`.execute(db);
  return rows[0] ?? { city: null, placeFrom: null };
}

async function saltOfToday(db: Queryable): Promise<Buffer> {
  const read = async () =>
    (await sql<{ salt: Buffer }>`SELECT salt FROM item_scan_salt WHERE day = current_date`.execute(db))
      .rows[0];
  const known = await read();
  if (known !== undefined) return known.salt;
  await sql`DELETE FROM item_scan_salt WHERE day < current_date`.execute(db);
  await sql`INSERT INTO item_scan_salt (day, salt) VALUES (current_date, ${randomBytes(32)})
            ON CONFLICT DO NOTHING`.execute(db);
  return (await read())!.salt;
}

interface DeviceRow {
  readonly device: string;
  readonly first_at: Date;
  readonly opened_at: Date | null;
  readonly tag_at: Date | null;
}

interface SightingRow {
  readonly device: string;
  readonly at: Date;
  readonly city: string | null;
  readonly place_from: Sighting["from"];
  readonly code: Sighting["code"];
}

async function summary(db: Queryable, epc: string, device: string | null): Promise<ScanSummary> {
  const [devices, seen, more, clock] = await Promise.all([
    sql<DeviceRow>`SELECT device, first_at, opened_at, tag_at FROM item_device WHERE epc = ${epc}
                   ORDER BY first_at, device`.execute(db),
    sql<SightingRow>`SELECT device, at, city, place_from, code FROM item_sighting WHERE epc = ${epc}
                     ORDER BY at`.execute(db),
    sql<{ times: number }>`SELECT times FROM item_code_count
                           WHERE epc = ${epc} AND kind = 'scan_overflow'`.execute(db),
    sql<{ now: Date }>`SELECT clock_timestamp() AS now`.execute(db),
  ]);
  const opened = devices.rows
    .filter((row) => row.opened_at !== null)
    .sort((a, b) => a.opened_at!.getTime() - b.opened_at!.getTime())[0];
  const own = devices.rows.find((row) => row.device === device);
  return {
    readAt: clock.rows[0]!.now,
    count: devices.rows.length + (more.rows[0]?.times ?? 0),
    firstAt: devices.rows[0]?.first_at ?? null,
    firstCity: seen.rows[0]?.city ?? null,
    sightings: seen.rows.map(({ at, place_from, ...row }) => ({
      ...row,
      at: at.getTime(),
      from: place_from,
    })),
    opened: opened === undefined ? null : openingOf(opened, seen.rows),
    ownOpeningAt: own?.opened_at ?? null,
    ownTagAt: own?.tag_at ?? null,
  };
}

function openingOf(row: DeviceRow, seen: readonly SightingRow[]): ScanSummary["opened"] {
  const use = seen.find(({ device, code }) => device === row.device && code === "inner");
  return { at: row.opened_at!, device: row.device, city: use?.city ?? null };
}
