import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { connectPool } from "@/lib/platform/db";
import { migrate } from "@/lib/platform/migrate";
import { openTestDatabase, type TestDatabase } from "@/lib/testing/harness";

const name = "20261125000800_create_storage_bucket.sql";
let database: TestDatabase;
let owner: ReturnType<typeof connectPool>;
beforeAll(async () => { database = await openTestDatabase(); owner = connectPool(database.ownerUrl, { max: 1 }); }, 60_000);
afterAll(async () => { await owner.end(); await database.close(); });

test("without Supabase Storage the migration has run and made nothing", async () => {
  expect((await owner.query("select from app.migrations where name = $1", [name])).rowCount).toBe(1);
  expect((await owner.query("select from pg_namespace where nspname = 'storage'")).rowCount).toBe(0);
});

test("with it the bucket is private and bounded, one that had been made public becomes private, and nobody but the service sees it", async () => {
  // As Supabase has it: everybody is granted the tables, and the policies decide.
  await owner.query(`create schema storage;
    create table storage.buckets (id text primary key, name text not null, public boolean default false, file_size_limit bigint, allowed_mime_types text[]);
    create table storage.objects (id uuid primary key default gen_random_uuid(), bucket_id text references storage.buckets (id), name text);
    alter table storage.buckets enable row level security; alter table storage.objects enable row level security;
    grant usage on schema storage to authenticated; grant all on storage.buckets, storage.objects to authenticated;
    insert into storage.buckets (id, name, public) values ('recordings', 'recordings', true);`);
  await owner.query("delete from app.migrations where name = $1", [name]);
  expect(await migrate({ url: database.ownerUrl, directory: "supabase/migrations" })).toEqual([name]);
  expect((await owner.query("select * from storage.buckets")).rows).toEqual([{ id: "recordings", name: "recordings", public: false, file_size_limit: 52428800, allowed_mime_types: ["audio/wav"] }]);
  expect((await owner.query("select from pg_policies where schemaname = 'storage'")).rowCount).toBe(0);
  await owner.query("insert into storage.objects (bucket_id, name) values ('recordings', 'a')");
  await owner.query("set role authenticated");
  for (const table of ["buckets", "objects"]) expect((await owner.query(`select from storage.${table}`)).rowCount).toBe(0);
  await expect(owner.query("insert into storage.objects (bucket_id, name) values ('recordings', 'b')")).rejects.toThrow("row-level security");
  await owner.query("reset role");
});
