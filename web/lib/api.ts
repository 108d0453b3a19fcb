import type { Problem } from "../../server/schema/common.ts";

/** A request that failed, with what the server said of it (RFC 9457) or with the network's silence. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly requestId: string | null;
  readonly fields: readonly { field: string; rule: string }[];

  constructor(status: number, problem: Partial<Problem>) {
    super(problem.title ?? problem.code ?? `HTTP ${status}`);
    this.name = "ApiError";
    this.status = status;
    this.code = problem.code ?? `http.${status}`;
    this.detail = problem.detail ?? "";
    this.requestId = problem.requestId ?? null;
    this.fields = problem.errors ?? [];
  }

  /** Whether the same request may succeed later without anybody changing it. */
  get retryable(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export interface RequestOptions {
  readonly method?: "GET" | "POST";
  readonly body?: unknown;
  readonly form?: FormData;
  /** Sent as it is, with its own media type. */
  readonly file?: File;
  /** Case token of a claimant. */
  readonly token?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

function initOf(options: RequestOptions): RequestInit {
  const headers = new Headers({ accept: "application/json" });
  if (options.token) headers.set("authorization", `Bearer ${options.token}`);
  if (options.file) headers.set("content-type", options.file.type || "application/octet-stream");
  if (options.body !== undefined) headers.set("content-type", "application/json");
  const body =
    options.form ?? options.file ?? (options.body === undefined ? null : JSON.stringify(options.body));
  const method = options.method ?? (body === null ? "GET" : "POST");
  return { method, headers, body, signal: options.signal ?? null };
}

async function problemOf(response: Response): Promise<Partial<Problem>> {
  const isProblem = response.headers.get("content-type")?.includes("json") ?? false;
  return isProblem ? await response.json().catch(() => ({})) : {};
}

/**
 * Sends one request to our own server and returns its raw answer.
 * @throws ApiError with the server's code, or `network.unreachable` when no answer came.
 */
export async function send(path: string, options: RequestOptions = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, initOf(options));
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ApiError(0, { code: "network.unreachable", title: "network.unreachable" });
  }
  if (!response.ok) throw new ApiError(response.status, await problemOf(response));
  return response;
}

/**
 * Sends one request and reads its JSON answer.
 * @throws ApiError as {@link send}.
 */
export async function request<Answer>(path: string, options: RequestOptions = {}): Promise<Answer> {
  const response = await send(path, options);
  return response.status === 204 ? (undefined as Answer) : ((await response.json()) as Answer);
}
