/** What sqlmap is pointed at: every parameter that filters, sorts or pages, and every kind of id in a path; each use in SQL once. */
import { z } from "zod";
import { openApiDocument, operations } from "@/lib/api/openapi";
import type { Operation } from "@/lib/platform/operation";
import type { Walked } from "../conformance/walk";

/** `sort`, `limit` and `cursor` become SQL in one place, `orderBy` of `lib/platform/page.ts`: a list of each kind of column. */
const paged = ["listAgents", "listTools", "listAuditEvents"];
const paging = ["sort", "limit", "cursor"];

/** Values that find something, of parameters that are none of a few words. One that is added has a line here, or the section stops. */
const values: Record<string, (ids: Record<string, string[]>) => string | undefined> = {
  limit: () => "5", search: () => "a", agent: () => "harbour-desk", enabled: () => "true", unread: () => "true",
  agentId: ({ agents }) => agents?.[0], targetId: ({ agents }) => agents?.[0], actorId: ({ userId }) => userId?.[0], installationId: ({ installationId }) => installationId?.[0],
};
const periods: Record<string, string> = { from: "2020-01-01T00:00:00Z", to: "2999-01-01T00:00:00Z" };
const versions: Record<string, string> = { from: "1", to: "2" };

const document = z.object({ paths: z.record(z.string(), z.record(z.string(), z.object({ parameters: z.array(z.object({ name: z.string(), in: z.string(), schema: z.object({ enum: z.array(z.string()).optional(), default: z.unknown().optional() }) })).default([]) }))) });
const listed = z.object({ items: z.array(z.record(z.string(), z.unknown())).min(1) });

/** Behind every row, in a list sorted by such values. */
function beyond(value: unknown, down: boolean): string {
  if (typeof value === "number") return down ? "1000000000" : "-1000000000";
  if (typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value)) return down ? "2999-01-01T00:00:00.000Z" : "1970-01-01T00:00:00.000Z";
  return down ? "zzzz" : "";
}

/** Paths with their queries; `*` marks an id. */
export interface Targets { addresses: string[]; parameters: number }

export async function sqlmapTargets({ tour, known }: Walked): Promise<Targets> {
  const paths = document.parse(openApiDocument()).paths;
  const addresses: string[] = [];
  let parameters = 0;
  const seen = new Set<unknown>();
  for (const operation of operations.filter(({ method, returns }) => method === "GET" && returns)) {
    const ids = idsOf(operation, known.ids);
    const path = (mark: string) => operation.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => `${ids.get(name)}${mark}`);
    const kinds = [...ids.keys()].map((name) => kindOf(operation, name));
    if (kinds.some((kind) => !seen.has(kind))) {
      for (const kind of kinds) seen.add(kind);
      addresses.push(path("*"));
      parameters += kinds.length;
    }
    const asked = paths[operation.path]?.get?.parameters.filter((parameter) => parameter.in === "query" && (paged.includes(operation.id) || !paging.includes(parameter.name))) ?? [];
    // Two lists of one shape are read by one statement.
    if (asked.length === 0 || seen.has(operation.query)) continue;
    seen.add(operation.query);
    const given = asked.filter(({ name }) => name !== "cursor").map(({ name, schema }): [string, string] => {
      const value = (name === "sort" ? schema.default : schema.enum?.[0]) ?? (operation.id === "compareAgentVersions" ? versions : periods)[name] ?? values[name]?.(known.ids);
      if (typeof value !== "string") throw new Error(`Say in sqlmap-targets.ts what ${name} of ${operation.id} may be.`);
      return [name, value];
    });
    const write = (pairs: [string, string][]) => { addresses.push(`${path("")}?${new URLSearchParams(pairs).toString()}`); parameters += pairs.length; };
    write(given);
    const sort = given.find(([name]) => name === "sort")?.[1];
    if (sort === undefined) continue;
    const { items } = listed.parse((await tour.call(operation.id)).json);
    write([["cursorId", "zzzz"], ["cursorValue", beyond(items[0]?.[sort.replace(/^-/, "")], sort.startsWith("-"))]]);
    parameters -= 1;
  }
  return { addresses, parameters };
}

/** `cursorId` and `cursorValue` are packed into a cursor of their list, where alone they could reach SQL. */
export function packCursor({ pathname, searchParams: search }: URL): void {
  const [id, value] = [search.get("cursorId"), search.get("cursorValue")];
  if (id === null || value === null) return;
  const sort = z.object({ sort: z.string() }).parse(operations.find(({ path, method }) => path === pathname && method === "GET")?.query?.parse({})).sort;
  for (const name of ["cursorId", "cursorValue"]) search.delete(name);
  search.set("cursor", Buffer.from(JSON.stringify([sort, value, id])).toString("base64url"));
}

const kindOf = ({ path }: Operation, name: string): string => (name === "id" ? String(path.split("/")[3]) : name);

/** Things that are there, by the parameters of the path. */
function idsOf(operation: Operation, ids: Record<string, string[]>): Map<string, string> {
  return new Map(Object.keys(operation.params?.shape ?? {}).map((name) => {
    const id = ids[kindOf(operation, name)]?.[0];
    if (id === undefined) throw new Error(`The tour leaves no ${kindOf(operation, name)} behind, which ${operation.id} needs.`);
    return [name, id];
  }));
}
