import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import type {
  CodeMisuseView,
  createLabels,
  LabelBatchView,
  printLabels,
} from "../../../../server/schema/label.ts";
import { request, send } from "../../../lib/api.ts";
import { api } from "../../../lib/paths.ts";

export type NewLabels = z.input<typeof createLabels>;
export type PrintRequest = z.input<typeof printLabels>;

/** The party's own batches, newest first. */
export function useLabels() {
  return useQuery({
    queryKey: ["labels"],
    queryFn: () => request<{ batches: LabelBatchView[] }>(api.labels),
  });
}

/** Makes a batch; its answer carries the key of the inner codes, this once. */
export function useMakeLabels() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NewLabels) => request<LabelBatchView>(api.labels, { body }),
    onSuccess: () => void client.invalidateQueries({ queryKey: ["labels"] }),
  });
}

/** What happened to the codes of one's items besides honest scans. */
export function useCodeMisuse() {
  return useQuery({ queryKey: ["code-misuse"], queryFn: () => request<CodeMisuseView>(api.codeMisuse) });
}

/** Fetches one file of labels with the name the server gives it. */
export async function fetchLabelFile(body: PrintRequest): Promise<File> {
  const response = await send(api.printLabels, { body });
  const name = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1];
  return new File([await response.blob()], name ?? "labels");
}
