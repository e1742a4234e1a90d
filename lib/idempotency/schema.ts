import { z } from "zod";

export const idempotencyHeader = "idempotency-key";
/** What a client makes up for one thing to be made: 1 to 255 plain characters, best by chance. */
export const idempotencyKey = z.string().regex(/^[\x21-\x7e]{1,255}$/, "1 to 255 plain characters without spaces.");
/** For so long a repeat gives the first answer. */
export const kept = { hours: 24 };
