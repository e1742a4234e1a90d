/** Lists, the same everywhere: `cursor`, `limit` and `sort` in the query; `items` and `nextCursor` in the answer. */
import { z } from "zod";
import { fieldFault } from "./errors";
import { joined, sql, type Sql } from "./sql";

export interface ListOptions<Field extends string> {
  /** Fields that the list may be sorted by, each shown in its items. */
  sorts: readonly [Field, ...Field[]];
  /** `-` in front: from the greatest down. */
  first: Field | `-${Field}`;
  limit?: number;
}
type SortName<Field extends string> = Field | `-${Field}`;

/** The query of a list; extend it with the list's filters. */
export function listQuery<const Field extends string>({ sorts, first, limit = 30 }: ListOptions<Field>) {
  const names = sorts.flatMap((field): SortName<Field>[] => [field, `-${field}`]);
  return z.strictObject({
    cursor: z.string().max(400).optional().describe("`nextCursor` of the page before; with the same `sort` and filters."),
    limit: z.coerce.number().int().min(1).max(100).default(limit).describe("Items on a page, at most."),
    sort: z.enum(names as [SortName<Field>, ...SortName<Field>[]]).default(first as never).describe("A field to sort by; `-` in front sorts from the greatest down."),
  });
}

/** The answer of a list. `more` are fields beside the items. */
export const listOf = <Item extends z.ZodType, More extends z.ZodRawShape = Record<never, never>>(item: Item, id: string, more?: More) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable().describe("For the next page; null on the last one."), ...(more ?? {} as More) }).meta({ id });

/** What a verb is asked for; the query's defaults stand for what is not said. */
export type Asked<Query extends z.ZodType> = { [Name in keyof z.output<Query>]?: z.output<Query>[Name] | undefined };
export interface ListInput { cursor?: string | undefined; limit: number; sort: string }
export interface Page<Item> { items: Item[]; nextCursor: string | null }
type Value = string | number | null;

const sortOf = (sort: string) => ({ field: sort.replace(/^-/, ""), down: sort.startsWith("-") });
const cursorFault = () => fieldFault("cursor", "Not a cursor of this list and order.");

const cursorOf = (sort: string, value: Value, id: string): string => Buffer.from(JSON.stringify([sort, value, id])).toString("base64url");

/** Throws `validation_failed` for what is no cursor of this order. */
function readCursor({ cursor, sort }: ListInput): { value: Value; id: string } | null {
  if (cursor === undefined) return null;
  let parsed: unknown;
  try { parsed = JSON.parse(Buffer.from(cursor, "base64url").toString()); } catch { throw cursorFault(); }
  const known = z.tuple([z.literal(sort), z.union([z.string().max(300), z.number(), z.null()]), z.string().min(1).max(80)]).safeParse(parsed);
  if (!known.success || JSON.stringify(parsed).includes("\\u0000")) throw cursorFault();
  return { value: known.data[1], id: known.data[2] };
}

/** Rows that were read with `limit + 1`, as a page. */
function pageOf<Item>(rows: readonly Item[], input: ListInput, idOf: (item: Item) => string): Page<Item> {
  const items = rows.slice(0, input.limit);
  const last = items.at(-1);
  const { field } = sortOf(input.sort);
  // A field that an item is sorted by is one of its own; the query's shape allows no other.
  const valueOf = (item: Item) => (Object(item) as Record<string, Value>)[field] ?? null;
  return { items, nextCursor: rows.length > input.limit && last !== undefined ? cursorOf(input.sort, valueOf(last), idOf(last)) : null };
}

export interface Order {
  /** Rows behind the cursor; always true on the first page. */
  after: Sql;
  /** `order by … limit …`, one row more than the page has. */
  tail: Sql;
}
/** What a field is called in the statement, and of which kind it is. Not null, or sorted as if it were its `ifNull`. */
export interface SortColumn { column: Sql; kind: "time" | "text" | "number" }

const kinds = { time: /^\d{4}-\d\d-\d\dT[\d:.]+Z$/, text: /^[\s\S]*$/, number: /^-?\d+(\.\d+)?$/ } as const;

/** Keyset paging in SQL: ties are broken by `id`. Throws `validation_failed` for a cursor of another list. */
export function orderBy(input: ListInput, columns: Record<string, SortColumn>, id: Sql = sql`id`): Order {
  const { field, down } = sortOf(input.sort);
  const chosen = columns[field];
  if (!chosen) throw new TypeError(`No column for the sort ${field}.`);
  const after = readCursor(input);
  if (after && (!kinds[chosen.kind].test(String(after.value)) || (chosen.kind === "time" && Number.isNaN(Date.parse(String(after.value)))))) throw cursorFault();
  const cast = chosen.kind === "time" ? sql`::timestamptz` : chosen.kind === "number" ? sql`::numeric` : sql`::text`;
  const bound = after ? [sql`(${chosen.column}, ${id}) `, down ? sql`<` : sql`>`, sql` (${String(after.value)}${cast}, ${after.id})`] : [sql`true`];
  const direction = down ? sql`desc` : sql`asc`;
  return { after: joined(bound, ""), tail: sql`order by ${chosen.column} ${direction}, ${id} ${direction} limit ${input.limit + 1}` };
}

/** A page of what `read` gives for an order: the way for lists that can grow. */
export async function pageFrom<Item extends { id: string }>(input: ListInput, columns: Record<string, SortColumn>, read: (order: Order) => Promise<Item[]>, id?: Sql): Promise<Page<Item>> {
  return pageOf(await read(orderBy(input, columns, id)), input, (item) => item.id);
}

const compare = (left: Value, right: Value): number => (left === right ? 0 : left === null ? -1 : right === null ? 1 : left < right ? -1 : 1);

/** A page of a list that is small by nature and read whole: one's sessions, keys, memberships. */
export function pageOfWhole<Item extends object>(all: readonly Item[], input: ListInput, idOf: (item: Item) => string): Page<Item> {
  const { field, down } = sortOf(input.sort);
  const key = (item: Item): { value: Value; id: string } => ({ value: (item as Record<string, Value>)[field] ?? null, id: idOf(item) });
  const order = (left: { value: Value; id: string }, right: { value: Value; id: string }) => (compare(left.value, right.value) || compare(left.id, right.id)) * (down ? -1 : 1);
  const after = readCursor(input);
  const rest = all.filter((item) => after === null || order(key(item), after) > 0).sort((left, right) => order(key(left), key(right)));
  return pageOf(rest, input, idOf);
}
