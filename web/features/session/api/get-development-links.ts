import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { ApiError, request } from "../../../lib/api.ts";
import { api } from "../../../lib/paths.ts";

const shape = z.array(z.object({ role: z.string(), title: z.string(), url: z.string() }));
export type DevelopmentLink = z.infer<typeof shape>[number];

/** One-click links of the development set-up; none anywhere else, where the route does not exist. */
async function getDevelopmentLinks(): Promise<DevelopmentLink[]> {
  try {
    return shape.parse(await request(api.developmentLinks));
  } catch (error) {
    if (error instanceof ApiError && error.status > 0 && error.status < 500) return [];
    throw error;
  }
}

export function useDevelopmentLinks() {
  return useQuery({ queryKey: ["development-links"], queryFn: getDevelopmentLinks, retry: false });
}
