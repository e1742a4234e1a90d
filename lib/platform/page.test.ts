import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { systemDb } from "@/lib/platform/db";
import { useTestDatabase } from "@/lib/testing/harness";
import { listQuery, orderBy, pageFrom, pageOfWhole, type Page } from "./page";
import { sql } from "./sql";

useTestDatabase();

interface Thing { id: string; name: string; count: number | null }
/** Twelve, with every name and count held by several. */
const things: Thing[] = Array.from({ length: 12 }, (_, index) => ({ id: `t${String(index * 7 % 12).padStart(2, "0")}`, name: ["b", "a", "ü", "a"][index % 4] ?? "", count: index % 3 }));
const query = listQuery({ sorts: ["name", "count"], first: "name", limit: 5 });
type Query = z.output<typeof query>;

const inMemory = async (asked: Query): Promise<Page<Thing>> => pageOfWhole(things, asked, ({ id }) => id);
const shape = z.object({ id: z.string(), name: z.string(), count: z.number() });
const columns = { name: { column: sql`name`, kind: "text" }, count: { column: sql`count`, kind: "number" } } as const;
const inDatabase = (asked: Query): Promise<Page<Thing>> => pageFrom(asked, columns, ({ after, tail }) => systemDb().many(shape, sql`
  select id, name, count from jsonb_to_recordset(${JSON.stringify(things)}::jsonb) as t(id text, name text, count int) where ${after} ${tail}`));

async function walk(read: (asked: Query) => Promise<Page<Thing>>, sort: Query["sort"], limit: number): Promise<Thing[]> {
  const seen: Thing[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(query.parse({ sort, limit, cursor }));
    expect(page.items.length).toBeLessThanOrEqual(limit);
    seen.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && seen.length < 50);
  return seen;
}

describe.each([["in memory", inMemory], ["in the database", inDatabase]] as const)("a list %s", (_where, read) => {
  test.each(["name", "-name", "count", "-count"] as const)("walked by %s gives each item once, in order, whatever the page's size", async (sort) => {
    const field = sort === "name" || sort === "-name" ? "name" : "count";
    for (const limit of [1, 3, 4, 12, 100]) {
      const seen = await walk(read, sort, limit);
      expect(seen.map(({ id }) => id).sort()).toEqual(things.map(({ id }) => id).sort());
      const values = seen.map((thing) => thing[field] ?? "");
      const runs = values.filter((value, index) => value !== values[index - 1]);
      expect(runs).toHaveLength(new Set(values).size);
      if (field === "count") expect(values).toEqual([...values].sort((left, right) => (sort === "count" ? 1 : -1) * (Number(left) - Number(right))));
    }
  });

  test("what is added or goes while one walks neither repeats nor hides what stays", async () => {
    const whole = [...things];
    const seen: string[] = [];
    try {
      for (let cursor: string | undefined, turn = 0; turn < 20; turn += 1) {
        const page = await read(query.parse({ sort: "name", limit: 2, cursor }));
        seen.push(...page.items.map(({ id }) => id));
        if (page.nextCursor === null) break;
        cursor = page.nextCursor;
        things.push({ id: `new${turn}a`, name: "a", count: 0 }, { id: `new${turn}z`, name: "zz", count: 0 });
        const last = things.findIndex(({ id }) => id === page.items.at(-1)?.id);
        if (turn === 1) things.splice(last, 1);
      }
    } finally { things.splice(0, things.length, ...whole); }
    expect(new Set(seen).size).toBe(seen.length);
    expect(whole.filter(({ id }) => !seen.includes(id))).toEqual([]);
  });

  test("refuses a cursor of another order, of another list, and what is none", async () => {
    const { nextCursor } = await read(query.parse({ sort: "name", limit: 2 }));
    const made = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    expect((await read(query.parse({ sort: "name", limit: 2, cursor: nextCursor ?? "" }))).items).toHaveLength(2);
    for (const [sort, cursor] of [["-name", nextCursor], ["count", nextCursor], ["name", "'; drop table agents; --"], ["name", made(["name"])], ["name", made(["name", { a: 1 }, "t01"])], ["name", made(["name", "a", "\0"])], ["name", made([])]] as const) {
      await expect((async () => read(query.parse({ sort, limit: 2, cursor })))()).rejects.toMatchObject({ code: "validation_failed" });
    }
  });
});

test("a cursor whose value is not of the column's kind is refused before the database sees it", () => {
  const cursor = (value: unknown) => Buffer.from(JSON.stringify(["count", value, "t01"])).toString("base64url");
  expect(() => orderBy({ sort: "count", limit: 2, cursor: cursor(1) }, columns)).not.toThrow();
  for (const value of ["one", null, "1; select 1"]) expect(() => orderBy({ sort: "count", limit: 2, cursor: cursor(value) }, columns)).toThrow("validation_failed");
});

test("a query takes no more than a hundred items, no unknown order and no unknown field", () => {
  expect(query.parse({})).toEqual({ limit: 5, sort: "name" });
  for (const wrong of [{ limit: 101 }, { limit: 0 }, { sort: "id" }, { sort: "name desc" }, { offset: 3 }]) expect(query.safeParse(wrong).success).toBe(false);
});
