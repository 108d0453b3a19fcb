/** A failure the page itself found; its code has a text in the catalogue, like the server's codes. */
export class PageError extends Error {
  readonly code: string;

  constructor(code: string, detail = "") {
    super(detail || code);
    this.name = "PageError";
    this.code = code;
  }
}
