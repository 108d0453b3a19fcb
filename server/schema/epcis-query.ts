/** Named queries and subscriptions of EPCIS 2.0, as they are handed in. */
import { z } from "zod";

const scalar = z.union([z.string().max(2000), z.number(), z.boolean()]);
const parameter = z.union([scalar, z.array(scalar).min(1).max(1000)]);

/** What may be asked is checked by the query itself, which names the parameter at fault. */
const queryBody = z
  .looseObject({ "@context": z.unknown().optional() })
  .catchall(parameter)
  .refine((query) => Object.keys(query).length <= 100, "at most 100 parameters");

export const queryDefinition = z.looseObject({
  name: z
    .string()
    .regex(/^[\w.~ -]{1,100}$/u, "1 to 100 letters, digits, spaces and . _ ~ -")
    .refine((name) => name.trim() === name && !/^\.+$/.test(name), "no space at either end, not only dots"),
  query: queryBody,
});
export type QueryDefinition = z.infer<typeof queryDefinition>;

export const newSubscription = z
  .looseObject({
    dest: z.url({ protocol: /^https?$/, error: "an http(s) address" }).max(2000),
    signatureToken: z.string().min(16, "a secret of at least 16 characters").max(200),
    initialRecordTime: z.iso.datetime({ offset: true }).optional(),
    reportIfEmpty: z.boolean().default(false),
    stream: z.literal(true).optional(),
    schedule: z.record(z.string().max(20), z.string().max(400)).optional(),
  })
  .refine((value) => (value.stream === undefined) !== (value.schedule === undefined), {
    path: ["stream"],
    message: "either true, or a schedule instead",
  });
export type NewSubscriptionBody = z.infer<typeof newSubscription>;
