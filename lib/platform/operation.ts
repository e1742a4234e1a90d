/** One HTTP operation as data: the handler's validation, the OpenAPI document and the clients read the same object. */
import type { z } from "zod";
import type { ErrorCode } from "./errors";
import type { RateLimitName } from "./rate-limits";
import type { Role, Scope } from "./roles";

/** `public`: anybody. A role: a signed-in member or key with at least that role. */
export type Access = "public" | Exclude<Role, "caller"> | "platform-admin";

type Shape = z.ZodObject;

export interface Operation<Params extends Shape = Shape, Query extends Shape = Shape, Body extends z.ZodType = z.ZodType, Returns extends z.ZodType = z.ZodType> {
  /** camelCase verb and noun; the SDK's method name. */
  id: string;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With `{name}` for parameters. Under `/api/v1` errors are RFC 9457 problems, under `/v1` OpenAI's shape. */
  path: `/api/v1/${string}` | `/v1/${string}`;
  /** One or two sentences: what it does, and what it promises. The title in the documents is made from `id`. */
  description: string;
  access: Access;
  /** What a key must hold; users have the scopes of their role. Without this field keys cannot use the operation unless it is public. */
  scopes?: readonly Scope[];
  params?: Params;
  query?: Query;
  /** JSON body, strict. Absent: the handler gets none. */
  body?: Body;
  /** The handler reads `request` itself (multipart, audio). Such doors do their own size limits. */
  rawBody?: { contentTypes: string[]; maxBytes: number; /** What the handler reads where it is JSON. */ json?: z.ZodType; /** The fields of a form, in a multipart one beside its `file`. */ form?: Shape };
  /** JSON answer. Absent with 204, or where the handler answers with a `Response` (`answers`). */
  returns?: Returns;
  /** Content types of an answer that is not JSON. */
  answers?: string[];
  /** A POST with 201 makes something: `route` then honours `Idempotency-Key`. */
  status: 200 | 201 | 202 | 204;
  /** Strong entity tag of the answer, sent as `ETag`; a GET honours `If-None-Match`. Whether a change honours `If-Match` is the service's business, see `changesIf`. */
  etag?(answer: z.output<Returns>): string;
  /** A change that takes `If-Match`; the handler gets it as `ifMatch`. */
  changesIf?: true;
  /** What it is counted with; without it `reads` or `changes`. */
  limit?: RateLimitName;
  fails?: readonly ErrorCode[];
  /** Where what is assembled from the shapes would mislead. */
  example?: { body?: unknown; answer?: unknown };
}

/** What a handler gets: parameters, query and body in one object. */
export type OperationInput<O> = (O extends { params: infer P extends z.ZodType } ? z.output<P> : unknown)
  & (O extends { query: infer Q extends z.ZodType } ? z.output<Q> : unknown)
  & (O extends { body: infer B extends z.ZodType } ? z.output<B> : unknown)
  & (O extends { changesIf: true } ? { ifMatch: string | null } : unknown);
/** What a handler gives back: anything that the shape of `returns` takes. */
export type OperationOutput<O> = O extends { returns: infer R extends z.ZodType } ? z.input<R> : void;

export function operation<const O extends Operation>(definition: O): O { return definition; }

/** Whether it makes something, so that a client may say with `Idempotency-Key` that it asks for the same thing again. */
export const makesSomething = (operation: Pick<Operation, "method" | "status">): boolean => operation.method === "POST" && operation.status === 201;

export const limitOf = (operation: Pick<Operation, "method" | "limit">): RateLimitName => operation.limit ?? (operation.method === "GET" ? "reads" : "changes");
