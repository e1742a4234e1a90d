import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
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
