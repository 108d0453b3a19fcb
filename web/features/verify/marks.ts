/** How an outcome looks; it is always said in words beside. */
export const marks = { valid: "✓", invalid: "✕", cannot_tell: "?", absent: "–" } as const;
export const colours = { valid: "good", invalid: "bad", cannot_tell: "warn", absent: "dim" } as const;
