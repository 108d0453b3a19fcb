import { Router } from "express";
import { problemTable } from "../problems.ts";

/** Where each problem's `type` leads: what it means, in one line, and its status. */
export function problemPageRoutes(): Router {
  const router = Router();
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
