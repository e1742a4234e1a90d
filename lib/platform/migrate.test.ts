import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openTestDatabase, type TestDatabase } from "@/lib/testing/harness";
import { connectPool } from "./db";
import { migrate, prepareLoginRole, waitForDatabase } from "./migrate";

let database: TestDatabase;
const directory = mkdtempSync(join(tmpdir(), "parley-migrations-"));
beforeAll(async () => { database = await openTestDatabase(); cpSync("supabase/migrations", directory, { recursive: true }); }, 60_000);
afterAll(async () => { rmSync(directory, { recursive: true }); await database.close(); });

const apply = () => migrate({ url: database.ownerUrl, directory });

test("no migration leaves a table behind whose row-level security is not forced, not even until the next one", async () => {
  const owner = connectPool(database.ownerUrl, { max: 1 });
  const empty = new URL(database.ownerUrl);
  empty.pathname += "_bare";
  await owner.query(`create database ${empty.pathname.slice(1)}`);
  const bare = connectPool(empty.href, { max: 1 });
  const shelf = mkdtempSync(join(tmpdir(), "parley-shelf-"));
  try {
    for (const name of readdirSync("supabase/migrations").sort()) {
      cpSync(join("supabase/migrations", name), join(shelf, name));
      expect(await migrate({ url: empty.href, directory: shelf })).toEqual([name]);
      const open = await bare.query("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)");
      expect({ name, open: open.rows }).toEqual({ name, open: [] });
    }
  } finally {
    await bare.end();
    await owner.query(`drop database ${empty.pathname.slice(1)} with (force)`);
    await owner.end();
    rmSync(shelf, { recursive: true });
  }
});

test("what is applied is not applied again", async () => {
  expect(await apply()).toEqual([]);
});

test("two at once apply a new file once", async () => {
  writeFileSync(join(directory, "29990101000000_add_sample.sql"), "create table app.sample (id integer);");
  const applied = await Promise.all([apply(), apply()]);
  expect(applied.flat()).toEqual(["29990101000000_add_sample.sql"]);
});

test("a file that fails leaves nothing of itself and is named", async () => {
  const file = join(directory, "29990102000000_break_sample.sql");
  writeFileSync(file, "create table app.half (id integer); select * from app.absent;");
  await expect(apply()).rejects.toThrow(/29990102000000_break_sample\.sql failed and was rolled back/);
  const owner = connectPool(database.ownerUrl, { max: 1 });
  expect((await owner.query("select to_regclass('app.half') as half")).rows).toEqual([{ half: null }]);
  await owner.end();
  rmSync(file);
});

test("a file that changed after it was applied is refused", async () => {
  writeFileSync(join(directory, "29990101000000_add_sample.sql"), "create table app.sample (id bigint);");
  await expect(apply()).rejects.toThrow(/29990101000000_add_sample\.sql has changed since it was applied/);
});

test("tools beside a running server get the same login, whatever the number that ask at once", async () => {
  const urls = await Promise.all(Array.from({ length: 4 }, () => prepareLoginRole(database.ownerUrl)));
  expect(new Set(urls)).toEqual(new Set([database.url]));
});

test("a server that is not there is given up in time, and told apart from a wrong statement", async () => {
  await expect(waitForDatabase("postgres://a:b@127.0.0.1:1/x", 10)).rejects.toMatchObject({ code: "database_unavailable" });
});

test("a server that does not let us in is told at once, in a line that names the setting", async () => {
  const [wrongName, wrongDatabase] = [new URL(database.ownerUrl), new URL(database.ownerUrl)];
  wrongName.username = "nobody_here";
  wrongDatabase.pathname = "/no_such_database";
  for (const url of [wrongName, wrongDatabase]) {
    await expect(waitForDatabase(url.href)).rejects.toMatchObject({ code: "database_unavailable", options: { internal: expect.stringMatching(/^The database refuses us: [^\n]+ Check DATABASE_URL\.$/) } });
  }
});
