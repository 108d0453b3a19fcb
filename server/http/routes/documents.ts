import { readFileSync } from "node:fs";
import { Router } from "express";
import { problemTable } from "../problems.ts";

const OPENAPI = readFileSync(new URL("../openapi.json", import.meta.url), "utf8");

/** The API's own description, and where each problem's `type` leads: what it means, in one line, and its status. */
export function documentRoutes(): Router {
  const router = Router();
  router.get("/openapi.json", (_request, response) => {
    response.type("application/json").send(OPENAPI);
  });
  router.get("/problems", (_request, response) => {
    response.json({ problems: problemTable() });
  });
  router.get("/problems/:code", (request, response, next) => {
    const row = problemTable().find(({ code }) => code === request.params.code);
    if (row === undefined) return next();
    response.json(row);
  });
  return router;
}
