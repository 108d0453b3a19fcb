import type { Rule } from "antd/es/form";
import type { z } from "zod";

/** A form rule made of the wire shape itself, so that form and server ask for the same thing. */
export function zodRule(shape: z.ZodType, message: string): Rule {
  return {
    validator: async (_rule, value: unknown) => {
      if (!shape.safeParse(value).success) throw new Error(message);
    },
  };
}
