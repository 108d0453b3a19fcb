/** What the demo speaks to the server with: the public API over HTTP, as a shop, a carrier or a browser would. */

/** An answer that was not what was asked for, with what the server said of it. */
export class ApiError extends Error {
  readonly status: number;
  constructor(method: string, path: string, status: number, body: string) {
    super(`${method} ${path} answered ${status}: ${body.slice(0, 600)}`);
    this.status = status;
  }
}

export interface Client {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: unknown): Promise<T>;
  /** Sends a body as it is, with its own media type. */
  send<T>(path: string, body: string | FormData, contentType?: string): Promise<T>;
}

/** Somebody who calls: nobody in particular, the holder of a key or token, or a signed-in person. */
export function openClient(url: string, headers: Readonly<Record<string, string>> = {}): Client {
  const call = async <T>(method: string, path: string, body?: string | FormData, contentType?: string) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...headers, ...(contentType === undefined ? {} : { "content-type": contentType }) },
      ...(body === undefined ? {} : { body }),
      redirect: "manual",
    });
    const text = await response.text();
    if (response.status >= 400) throw new ApiError(method, path, response.status, text);
    return (text === "" ? undefined : JSON.parse(text)) as T;
  };
  return {
    get: (path) => call("GET", path),
    post: (path, body = {}) => call("POST", path, JSON.stringify(body), "application/json"),
    send: (path, body, contentType) => call("POST", path, body, contentType),
  };
}

export const withKey = (url: string, key: string): Client =>
  openClient(url, { authorization: `Bearer ${key}` });

/** Signs in with one click; the embedded set-up only. */
export async function signIn(url: string, partyId: string): Promise<Client> {
  const response = await fetch(`${url}/dev/sign-in/${partyId}`, { redirect: "manual" });
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
  if (cookies.length === 0) {
    throw new Error(
      `${url} has no one-click sign-in for ${partyId} (${response.status}): the demo needs the embedded set-up`,
    );
  }
  return openClient(url, { cookie: cookies.join("; "), origin: new URL(url).origin });
}

const POLL_MILLISECONDS = 250;

/** Asks again until the answer fits. @throws Error saying what was waited for, after the time is up. */
export async function until<T>(what: string, ask: () => Promise<T | null>, seconds = 90): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (Date.now() > end) throw new Error(`waited ${seconds} s in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
}
