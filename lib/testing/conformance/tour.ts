/**
 * Every operation once, with valid input and real ids, over HTTP against a running server. `call` throws where the answer is not
 * the documented status, content type and shape; `missing` names the operations that nobody called.
 *
 * To add an operation: one line in the file of its area under `steps/`, such as
 *     const hook = await call("createWebhook", { body: { url } });        // answers 201 as documented, or the tour fails
 *     await call("getWebhook", { params: { webhookId: hook.at("id") } });
 * A new area is a new file and its name in `steps/index.ts`. Ids that fuzzing should meet go into `known`: `known.add("webhookId", hook.at("id"))`;
 * where the parameter is just `{id}`, the name is that of the path's third part: `known.add("agents", …)`.
 */
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { openApiDocument, operations } from "@/lib/api/openapi";
import type { Operation } from "@/lib/platform/operation";

export interface Given {
  /** Whose bearer token or key; the owner's without it, nobody's with `null`. */
  as?: string | null;
  params?: Record<string, string | number>;
  query?: Record<string, string | number>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is. */
  raw?: { type?: string; bytes: BodyInit };
  headers?: Record<string, string>;
}
export interface Answer { json: unknown; text: string; /** The text at a path such as `items.0.id`; throws where there is none. */ at(path: string): string }

/** Ids that were made, by the name of their parameter. */
export class Known {
  readonly ids: Record<string, string[]> = {};
  add(name: string, ...ids: string[]): void { (this.ids[name] ??= []).push(...ids); }
}

export interface Tour { call(id: string, given?: Given): Promise<Answer>; /** Operations that have not answered as documented, by name. */ missing(): string[] }

const media = (text: string | null): string => (text ?? "").split(";")[0]?.trim() ?? "";

export function createTour(url: string, owner: () => string): Tour {
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const answered = new Set<string>();
  const validators = createValidators();
  return {
    async call(id, given = {}) {
      const operation = byId.get(id);
      if (!operation) throw new Error(`There is no operation ${id}.`);
      const response = await fetch(`${url}${pathOf(operation, given)}`, requestOf(operation, given, owner()));
      const text = await response.text();
      const refuse = (why: string): never => { throw new Error(`${id}: ${why}\n${text.slice(0, 600)}`); };
      if (response.status !== operation.status) refuse(`answered ${response.status} instead of ${operation.status}.`);
      const type = media(response.headers.get("content-type"));
      const types = [...(operation.returns ? ["application/json"] : []), ...(operation.answers ?? [])];
      if (operation.status !== 204 && !types.includes(type)) refuse(`is of the type ${type}; documented is ${types.join(", ")}.`);
      if (operation.status === 204 && text !== "") refuse("has a body with 204.");
      const json: unknown = type === "application/json" ? JSON.parse(text) : undefined;
      const validate = operation.returns && type === "application/json" ? validators(operation) : undefined;
      if (validate && !validate(json)) refuse(`does not have its documented shape: ${JSON.stringify(validate.errors?.slice(0, 3))}`);
      answered.add(id);
      return { json, text, at: (path) => { const found = path.split(".").reduce<unknown>((value, name) => Reflect.get(Object(value), name), json); if (typeof found !== "string") refuse(`has no text at ${path}.`); return String(found); } };
    },
    missing: () => operations.map(({ id }) => id).filter((id) => !answered.has(id)),
  };
}

function pathOf(operation: Operation, { params = {}, query = {} }: Given): string {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(params[name] ?? ""));
  const asked = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString();
  return asked ? `${path}?${asked}` : path;
}

function requestOf(operation: Operation, { as, body, raw, headers = {} }: Given, owner: string): RequestInit {
  const bearer = as === undefined ? owner : as;
  return {
    method: operation.method, redirect: "manual", signal: AbortSignal.timeout(60_000),
    headers: { ...(bearer ? { authorization: `Bearer ${bearer}` } : {}), ...(body === undefined ? {} : { "content-type": "application/json" }), ...(raw?.type ? { "content-type": raw.type } : {}), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }), ...(raw ? { body: raw.bytes } : {}),
  };
}

/** By the document itself and not by the shapes it was made from, so that what is published is what is proven. */
function createValidators(): (operation: Operation) => ValidateFunction | undefined {
  const document = openApiDocument();
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, "openapi");
  const pointer = (...names: string[]) => names.map((name) => encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/");
  return (operation) => ajv.getSchema(`openapi#/paths/${pointer(operation.path, operation.method.toLowerCase(), "responses", String(operation.status), "content", "application/json", "schema")}`);
}
