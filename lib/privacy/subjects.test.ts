import { expect, test } from "@jest/globals";
import { connectPool } from "@/lib/platform/db";
import { useTestDatabase } from "@/lib/testing/harness";
import { subjects, withoutPerson } from "./subjects";

const database = useTestDatabase();

/** Of the migrations alone, not of what keeps count of them. */
const ledger = ["app.migrations"];

async function tables(): Promise<string[]> {
  const owner = connectPool(database.current().ownerUrl, { max: 1 });
  try {
    const { rows } = await owner.query<{ name: string }>("select case schemaname when 'public' then tablename else schemaname || '.' || tablename end as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by name");
    return rows.map(({ name }) => name);
  } finally { await owner.end(); }
}
const covered = [...subjects.flatMap((part) => part.tables), ...Object.keys(withoutPerson), ...ledger];
const uncovered = async () => (await tables()).filter((name) => !covered.includes(name));

test("every table is exported and erased by one domain, or says why it holds no person", async () => {
  expect(await uncovered()).toEqual([]);
  expect(covered.filter((name, index) => covered.indexOf(name) !== index)).toEqual([]);
  const known = await tables();
  expect(covered.filter((name) => !known.includes(name))).toEqual([]);
  expect(Object.values(withoutPerson).every((reason) => reason.length > 20)).toBe(true);
});

test("a table that nobody answers for is found", async () => {
  const owner = connectPool(database.current().ownerUrl, { max: 1 });
  try {
    await owner.query("create table public.diaries (id text primary key, user_id uuid); create schema elsewhere; create table elsewhere.notes (id text)");
    expect(await uncovered()).toEqual(["diaries", "elsewhere.notes"]);
  } finally { await owner.end(); }
});

test("no two parts share a name, and each says in words what it holds", () => {
  expect(new Set(subjects.map(({ name }) => name)).size).toBe(subjects.length);
  for (const { words } of subjects) expect(words.length).toBeGreaterThan(8);
});
