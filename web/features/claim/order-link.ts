const storageKey = "redress.order-link";

/**
 * Takes the order link out of the address bar, so that it is neither shared by accident nor kept in history, and
 * remembers it for this tab.
 */
export function takeOrderLink(): string | null {
  const given = decodeURIComponent(location.hash.slice(1));
  if (given.length > 0) {
    sessionStorage.setItem(storageKey, given);
    history.replaceState(null, "", location.pathname + location.search);
  }
  return sessionStorage.getItem(storageKey);
}

/** Reads what a person pasted: the whole link from the shop, or the part after its #. */
export function rememberOrderLink(pasted: string): string {
  const link = decodeURIComponent(pasted.trim().split("#").pop() ?? "");
  sessionStorage.setItem(storageKey, link);
  return link;
}

/** Forgets the link once the claim is filed or the link was refused. */
export function forgetOrderLink(): void {
  sessionStorage.removeItem(storageKey);
}
