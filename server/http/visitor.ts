/** What a request tells of the phone that scans, and what the phone is given to keep. */
import type { Request, Response } from "express";
import type { Visitor } from "../app/ports-labels.ts";
import { nearestCity } from "../domain/provenance/cities.ts";

/** Its path is the item's, so that a browser shows it for this item alone. */
const COOKIE = "scan";
const KEPT_SECONDS = 180 * 86_400;

/**
 * Reads the visitor of an item's page.
 *
 * @param placeHeader Header in which the edge writes `latitude,longitude`; "": none does.
 */
export function visitorOf(request: Request, placeHeader: string): Visitor {
  const token = new RegExp(`(?:^|; )${COOKIE}=([A-Za-z0-9_-]{22})(?:;|$)`).exec(
    request.headers.cookie ?? "",
  )?.[1];
  const trait = JSON.stringify([request.ip, request.headers["user-agent"] ?? ""]);
  const city = placeHeader === "" ? null : cityIn(request.header(placeHeader) ?? "");
  return { token: token ?? null, trait, city, placeFrom: city === null ? null : "edge" };
}

function cityIn(header: string): string | null {
  const found = /^(-?[0-9]{1,3}(?:\.[0-9]{1,9})?),\s*(-?[0-9]{1,3}(?:\.[0-9]{1,9})?)$/.exec(header);
  if (found === null) return null;
  return nearestCity({ latitude: Number(found[1]), longitude: Number(found[2]) })?.key ?? null;
}

/** Lets the phone keep its token; scripts cannot read it, other sites cannot make the phone show it. */
export function keepToken(
  request: Request,
  response: Response,
  token: string | null,
  isSecure: boolean,
): void {
  if (token === null) return;
  const path = /^\/01\/[^/?]+\/21\/[^/?]+/.exec(request.originalUrl)?.[0];
  if (path === undefined) return;
  const secure = isSecure ? "; Secure" : "";
  response.append(
    "set-cookie",
    `${COOKIE}=${token}; Path=${path}; Max-Age=${KEPT_SECONDS}; HttpOnly; SameSite=Lax${secure}`,
  );
}
