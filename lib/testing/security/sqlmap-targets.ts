/** What sqlmap is pointed at: every parameter that filters, sorts or pages, of every operation that has such, and every id in the path of one that reads. */
import { z } from "zod";
import { openApiDocument, operations } from "@/lib/api/openapi";
import type { Operation } from "@/lib/platform/operation";
import type { Walked } from "../conformance/walk";

/** Values that find something, of parameters that are none of a few words. One that is added has a line here, or the section stops. */
const values: Record<string, (ids: Record<string, string[]>) => string | undefined> = {
  limit: () => "5", search: () => "a", from: () => "2020-01-01T00:00:00Z", to: () => "2999-01-01T00:00:00Z", agent: () => "harbour-desk", enabled: () => "true", unread: () => "true",
  agentId: ({ agents }) => agents?.[0], targetId: ({ agents }) => agents?.[0], actorId: ({ userId }) => userId?.[0], installationId: ({ installationId }) => installationId?.[0],
};
/** Of operations that have a `from` of another kind. */
const versions: Record<string, string> = { from: "1", to: "2" };

const document = z.object({ paths: z.record(z.string(), z.record(z.string(), z.object({ parameters: z.array(z.looseObject({ name: z.string(), in: z.string(), schema: z.looseObject({ enum: z.array(z.string()).optional(), default: z.unknown().optional() }) })).default([]) }))) });
const listed = z.object({ items: z.array(z.record(z.string(), z.unknown())) });

/** Behind every row, for a list sorted by such values. */
function beyond(value: unknown, down: boolean): string | number {
  if (typeof value === "number") return down ? 1_000_000_000 : -1_000_000_000;
  if (typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value)) return down ? "2999-01-01T00:00:00.000Z" : "1970-01-01T00:00:00.000Z";
  return down ? "zzzz" : "";
}

export interface Targets { /** Paths with their queries; `*` marks an id. */ addresses: string[]; parameters: number; /** Makes `cursorId` and `cursorValue` into a cursor of their list, with that id, or that value of the field it is sorted by. */ prepare(address: URL): void }

export async function sqlmapTargets({ tour, known }: Walked): Promise<Targets> {
  const paths = document.parse(openApiDocument()).paths;
  const firsts = new Map<string, string | number>();
  const addresses: string[] = [];
  let parameters = 0;
  for (const operation of operations.filter(({ method, query, params, returns }) => method === "GET" && (query ?? params) && returns)) {
    const given = paramsOf(operation, known.ids);
    if (!given) continue;
    const path = operation.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => given[name] ?? "");
    if (operation.params) { addresses.push(operation.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => `${given[name]}*`)); parameters += Object.keys(given).length; }
    if (!operation.query) continue;
    const asked = paths[operation.path]?.get?.parameters.filter((parameter) => parameter.in === "query") ?? [];
    const filters = asked.filter(({ name }) => name !== "cursor").map(({ name, schema }) => {
      const value = (name === "sort" ? schema.default : schema.enum?.[0]) ?? (operation.id === "compareAgentVersions" ? versions : {})[name] ?? values[name]?.(known.ids);
      if (typeof value !== "string") throw new Error(`Say in sqlmap-targets.ts what ${name} of ${operation.id} may be.`);
      return [name, value] as const;
    });
    const query = (pairs: readonly (readonly [string, string])[]) => `${path}?${new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString()}`;
    addresses.push(query(filters));
    parameters += filters.length;
    const sort = filters.find(([name]) => name === "sort")?.[1];
    if (sort === undefined) continue;
    const first = listed.parse((await tour.call(operation.id, { params: given })).json).items[0] ?? {};
    firsts.set(`${path} ${sort}`, beyond(first[sort.replace(/^-/, "")], sort.startsWith("-")));
    addresses.push(query([["cursorId", "zzzz"], ["cursorValue", String(firsts.get(`${path} ${sort}`))], ["sort", sort]]));
    parameters += 1;
  }
  return {
    addresses, parameters,
    prepare(address) {
      const { searchParams: search } = address;
      const [id, value, sort] = [search.get("cursorId"), search.get("cursorValue"), search.get("sort")];
      if (id === null || value === null) return;
      const kept = firsts.get(`${address.pathname} ${sort}`);
      for (const name of ["cursorId", "cursorValue"]) search.delete(name);
      search.set("cursor", Buffer.from(JSON.stringify([sort, typeof kept === "number" && String(kept) === value ? kept : value, id])).toString("base64url"));
    },
  };
}

/** Ids of things that are there; null where the walk has left none. */
function paramsOf({ path, params }: Operation, ids: Record<string, string[]>): Record<string, string> | null {
  const found = Object.keys(params?.shape ?? {}).map((name) => [name, ids[name === "id" ? String(path.split("/")[3]) : name]?.[0]] as const);
  return found.every((pair): pair is [string, string] => pair[1] !== undefined) ? Object.fromEntries(found) : null;
}
