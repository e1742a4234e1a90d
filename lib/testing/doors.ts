/** Any operation, asked at its door as the list of operations says, and a picture of the database to hold against it. */
import { operationExample } from "@/lib/api/examples";
import type { Operation } from "@/lib/platform/operation";
import { inspect, sql, testRequest } from "./harness";

type Door = (request: Request, context: unknown) => Promise<Response>;
export const doorModuleOf = ({ path }: Operation): string => `app${path.replace(/\{(\w+)\}/g, "[$1]")}/route`;

export async function askDoor(operation: Operation, { body, search, ...options }: NonNullable<Parameters<typeof testRequest>[2]> & { search?: string }): Promise<Response> {
  const { params } = operationExample(operation);
  const path = operation.path.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(String(params[name])));
  const door = (await import(`@/${doorModuleOf(operation)}`)) as Record<string, Door>;
  const response = await door[operation.method]?.(testRequest(operation.method, `${path}${search ?? ""}`, operation.method === "GET" ? options : { ...options, body }), { params: Promise.resolve(params) });
  if (!response) throw new Error(`no door for ${operation.id}`);
  return response;
}

/** Every table's rows, counted and hashed, but for what a request itself leaves: when a session was last seen, and idempotency. */
export async function everything(): Promise<unknown> {
  const tables = await inspect(sql`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not in ('sessions', 'api_keys') order by 1`);
  return Promise.all(tables.map(async ({ name }) => [name, await inspect(sql`select (xpath('/row/c/text()', query_to_xml(format('select md5(coalesce(string_agg(t::text, '' '' order by t::text), '''')) as c from public.%I t', ${String(name)}::text), false, true, '')))[1]::text as sum`)]));
}
