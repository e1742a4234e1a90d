import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { z } from "zod";
import { loadBackup } from "@/lib/backups/restore";
import { verifyArchive } from "@/lib/backups/archive";
import { ledgerPath, rememberErasure } from "@/lib/backups/ledger";
import { consenterOf, grantConsent } from "@/lib/consent/service";
import { withdraw } from "@/lib/conversations/withdrawal";
import { systemClock } from "@/lib/platform/clock";
import { systemCtx, type Ctx } from "@/lib/platform/ctx";
import { closeDatabase, columns, connectPool, sql, systemDb } from "@/lib/platform/db";
import { changeEnv, env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { migrate } from "@/lib/platform/migrate";
import { eraseAgain } from "@/lib/privacy/again";
import { pseudonymOf } from "@/lib/privacy/pseudonym";
import { verifyReceipts } from "@/lib/recordings/receipts";
import { deleteRecording, getRecording, startRecording } from "@/lib/recordings/service";
import { makeMember, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { makeAgent } from "@/lib/testing/realtime-server";
import { prepareDatabase } from "./database";
import { backup, restore, type RestoreOptions } from "./restore";

const made: string[] = [];
const roles: string[] = [];
const directory = mkdtempSync(join(tmpdir(), "parley-restore-"));
// Registered before the harness's own, which stops the server: they run in this order.
afterAll(async () => {
  const pool = owner();
  for (const name of made) await pool.query(`drop database if exists ${name} with (force)`);
  for (const role of roles) await pool.query(`drop role if exists ${role}`);
  await pool.end();
  rmSync(directory, { recursive: true, force: true });
}, 60_000);
const database = useTestDatabase({ PARLEY_DATA_DIR: directory });
const file = join(directory, "all.backup");
const hourMs = 3_600_000;

const later = (ms: number): Ctx => systemCtx({ clock: { ...systemClock, now: () => new Date(Date.now() + ms) } });
const owner = () => connectPool(database.current().ownerUrl, { max: 1 });

/** A database with nothing in it, not even the schema. */
async function emptyDatabase(): Promise<string> {
  const name = `parley_restore_${randomUUID().replaceAll("-", "").slice(0, 12)}`;
  const pool = owner();
  await pool.query(`create database ${name}`);
  await pool.end();
  made.push(name);
  const url = new URL(database.current().ownerUrl);
  url.pathname = `/${name}`;
  return url.href;
}
/** What runs inside is on that database, as a server whose setting names it. */
async function on<T>(url: string, work: () => Promise<T>): Promise<T> {
  const before = env().DATABASE_URL;
  await closeDatabase();
  changeEnv({ DATABASE_URL: url });
  try { return await work(); } finally { await closeDatabase(); changeEnv({ DATABASE_URL: before }); }
}
async function tables(url: string): Promise<Record<string, string>> {
  const pool = connectPool(url, { max: 1 });
  try {
    const { rows } = await pool.query<{ name: string }>("select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1");
    const sums: Record<string, string> = {};
    for (const { name } of rows) sums[name] = (await pool.query<{ sum: string }>(`select count(*) || ' ' || coalesce(md5(string_agg(to_jsonb(t)::text, ' ' order by to_jsonb(t)::text)), '') as sum from public.${name} t`)).rows[0]?.sum ?? "";
    return sums;
  } finally { await pool.end(); }
}
const isEmpty = async (url: string): Promise<boolean> => Object.values(await tables(url)).every((sum) => sum.startsWith("0 "));
const options = (change: Partial<RestoreOptions> = {}): RestoreOptions => ({ file, erasures: null, noErasures: false, eraseAgain, ...change });
const text = z.object({ text: z.string().nullable() });

let stays: TestMember;
let leaves: TestMember;
let agentId: string;
let agentOfLeaver: string;
interface Call { conversationId: string; recordingId: string }
let kept: Call, expiring: Call, deleted: Call, ofLeaver: Call;
let ownCall: Call;

async function call(member: TestMember, agent: string, words: string): Promise<Call> {
  const conversationId = newId("cnv"), workspaceId = stays.actor.workspaceId;
  await systemDb().run(sql`insert into conversations ${columns({ id: conversationId, workspaceId, agentId: agent, userId: member.actor.userId, channel: "browser", callerKind: "user", textConsent: true, audioConsent: true, title: words, endedAt: new Date(), turnCount: 1 })}`);
  await systemDb().run(sql`insert into turns ${columns({ id: newId("trn"), workspaceId, conversationId, position: 0, role: "caller", startedMs: 0, generatedText: words, heardText: words, wordStartsMs: [0, 120], trace: { firstAudioMs: 312.0625, note: "ü\"\\\n😀", big: 12345678901234 } })}`);
  const recording = await startRecording(systemCtx(), { conversationId, workspaceId }, () => {});
  recording.recorder.agent("r", new Int16Array(24_000).fill(500), 0);
  await recording.stop("keep");
  return { conversationId, recordingId: recording.id };
}

beforeAll(async () => {
  [stays, leaves] = [await makeMember(), await makeMember()];
  agentId = (await makeAgent(stays.ctx, { visibility: "public" })).id;
  agentOfLeaver = (await makeAgent(leaves.ctx)).id;
  kept = await call(stays, agentId, "Kept words");
  expiring = await call(stays, agentId, "Sound that runs out");
  deleted = await call(stays, agentId, "Sound that is deleted later");
  ofLeaver = await call(leaves, agentId, "Words of the one who leaves");
  ownCall = await call(stays, (await makeAgent(stays.ctx)).id, "Taken back after the backup");
  await systemDb().run(sql`update recordings set expires_at = now() + interval '1 hour' where id = ${expiring.recordingId}`);
  await deleteRecording(stays.ctx, { id: (await call(stays, agentId, "Deleted before")).recordingId });
  const ownAgent = (await systemDb().one(z.object({ agentId: z.string() }), sql`select agent_id from conversations where id = ${ownCall.conversationId}`)).agentId;
  await systemDb().transaction((tx) => grantConsent(tx, { workspaceId: stays.actor.workspaceId, agentId: ownAgent, conversationId: ownCall.conversationId }, consenterOf(stays.actor, null), "text", new Date()));
  await on(database.current().ownerUrl, () => backup(file));
  // What happens after the backup, and must not be undone by it.
  await withdraw(systemCtx(), consenterOf(stays.actor, null), ownAgent, ["text", "audio"]);
  await deleteRecording(stays.ctx, { id: deleted.recordingId });
  await rememberErasure(systemCtx(), leaves.actor.userId ?? "");
}, 60_000);
test("every row of every table comes back as it was, in a fresh database and in a migrated one, and numbers go on where they were", async () => {
  const before = await tables(await copyOfBackup());
  expect(Object.keys(before).length).toBeGreaterThan(20);
  const url = await emptyDatabase();
  await migrate({ url, directory: "supabase/migrations" });
  await loadBackup({ url, file, head: await verifyArchive(file), migrations: "supabase/migrations" });
  expect(await tables(url)).toEqual(before);
  const pool = connectPool(url, { max: 1 });
  const { rows: [next] } = await pool.query<{ fresh: boolean }>("insert into audit_events (id, action, actor_kind) values ('aud_next', 'test', 'system') returning sequence > (select coalesce(max(sequence), 0) from audit_events) as fresh");
  await pool.end();
  expect(next?.fresh).toBe(true);
}, 60_000);

/** The rows of the backup alone, in a fresh database; compared with the source where nothing has happened since. */
async function copyOfBackup(): Promise<string> {
  const url = await emptyDatabase();
  await loadBackup({ url, file, head: await verifyArchive(file), migrations: "supabase/migrations" });
  const [source, copy] = [await tables(database.current().ownerUrl), await tables(url)];
  const changedSince = ["recordings", "receipts", "turns", "conversations", "consents", "audit_events"];
  const unchanged = (sums: Record<string, string>) => Object.fromEntries(Object.entries(sums).filter(([name]) => !changedSince.includes(name)));
  expect(unchanged(copy)).toEqual(unchanged(source));
  return url;
}

test("after a restore nothing expired is served, nobody erased is there, what was taken back stays gone, and all else is as it was", async () => {
  const plain = await copyOfBackup();
  const url = await emptyDatabase();
  const ctx = later(2 * hourMs);
  const result = await on(url, () => restore(options({ ctx })));
  expect(result).toMatchObject({ erased: 1, withdrawn: 1, expired: 1 });
  await on(url, async () => {
    const state = async (id: string) => (await systemDb().one(z.object({ state: z.string(), deleteReason: z.string().nullable() }), sql`select state, delete_reason from recordings where id = ${id}`));
    expect(await state(expiring.recordingId)).toEqual({ state: "deleted", deleteReason: "expired" });
    expect(await state(deleted.recordingId)).toEqual({ state: "deleted", deleteReason: "restored" });
    expect(await state(kept.recordingId)).toEqual({ state: "ready", deleteReason: null });
    await expect(getRecording(stays.ctx, { id: expiring.recordingId })).rejects.toMatchObject({ code: "not_found" });
    await expect(getRecording(stays.ctx, { id: deleted.recordingId })).rejects.toMatchObject({ code: "not_found" });
    await expect(getRecording(stays.ctx, { id: kept.recordingId })).resolves.toMatchObject({ state: "ready" });
    expect(await verifyReceipts(systemCtx())).toMatchObject({ verified: expect.any(Number) });
    expect(await systemDb().many(z.unknown(), sql`select 1 from users where id = ${leaves.actor.userId}::uuid`)).toEqual([]);
    expect(await systemDb().many(z.unknown(), sql`select 1 from agents where id = ${agentOfLeaver}`)).toEqual([]);
    const words = async (id: string) => (await systemDb().one(text, sql`select heard_text as text from turns where conversation_id = ${id}`)).text;
    expect([await words(ownCall.conversationId), await words(kept.conversationId)]).toEqual([null, "Kept words"]);
    await expect(words(ofLeaver.conversationId)).rejects.toMatchObject({ code: "not_found" });
    const everything = JSON.stringify(await systemDb().many(z.unknown(), sql`select row_to_json(t) as row from turns t union all select row_to_json(c) from conversations c union all select row_to_json(u) from users u`));
    for (const gone of ["Words of the one who leaves", "Taken back after", leaves.email]) expect(everything).not.toContain(gone);
    expect(await systemDb().many(z.unknown(), sql`select 1 from sessions where revoked_at is null`)).toEqual([]);
  });
  const [then, now] = [await rowsOf(plain), await rowsOf(url)];
  const differing = [...then].filter((row) => !now.has(row)).concat([...now].filter((row) => !then.has(row)));
  const touched = [leaves.actor.userId ?? "", pseudonymOf(leaves.actor.userId ?? ""), leaves.email, leaves.actor.workspaceId, expiring.recordingId, deleted.recordingId, ofLeaver.conversationId, ofLeaver.recordingId, ownCall.conversationId, ownCall.recordingId];
  expect(differing.length).toBeGreaterThan(10);
  // Besides what those rows say: sessions that end, and the one line of the audit log that tells of the erasure.
  expect(differing.filter((row) => !row.startsWith("sessions ") && !row.includes('"detail": {"restored": true}') && !touched.some((id) => row.includes(id)))).toEqual([]);
}, 60_000);

test("rows of an older schema come into the schema they left, and are then brought up to date with it", async () => {
  const shelf = mkdtempSync(join(tmpdir(), "parley-shelf-"));
  try {
    cpSync("supabase/migrations", shelf, { recursive: true });
    writeFileSync(join(shelf, "20991231000000_split_names.sql"), "alter table public.agents add column shout text; update public.agents set shout = upper(name); alter table public.agents alter column shout set not null;");
    const url = await emptyDatabase();
    await loadBackup({ url, file, head: await verifyArchive(file), migrations: shelf });
    expect(await migrate({ url, directory: shelf })).toEqual(["20991231000000_split_names.sql"]);
    const pool = connectPool(url, { max: 1 });
    const { rows } = await pool.query("select distinct shout from public.agents");
    expect(rows).toEqual([{ shout: "TEST AGENT" }]);
    // The other way round the rows would miss what the migration does to them.
    const ahead = await emptyDatabase();
    await migrate({ url: ahead, directory: shelf });
    await expect(loadBackup({ url: ahead, file, head: await verifyArchive(file), migrations: shelf })).rejects.toThrow("Restore into a fresh database");
    expect(await isEmpty(ahead)).toBe(true);
    await pool.end();
  } finally { rmSync(shelf, { recursive: true }); }
}, 60_000);

test("an owner whom row-level security binds, as a hosted Postgres gives, backs up and restores the same rows", async () => {
  const name = `parley_restore_${randomUUID().replaceAll("-", "").slice(0, 12)}`, role = `${name}_owner`;
  const pool = owner();
  await pool.query(`create role ${role} login createrole password 'bound'; grant anon, authenticated, service_role, parley_system to ${role} with admin option`);
  await pool.query(`create database ${name} owner ${role}`);
  await pool.end();
  made.push(name);
  roles.push(role);
  const url = new URL(database.current().ownerUrl);
  Object.assign(url, { pathname: `/${name}`, username: role, password: "bound" });
  await on(url.href, () => restore(options({ noErasures: true, eraseAgain })));
  const own = connectPool(url.href, { max: 1 });
  expect((await own.query("select rolsuper or rolbypassrls as passes from pg_roles where rolname = current_user")).rows).toEqual([{ passes: false }]);
  await own.end();
  const again = join(directory, "bound.backup");
  await on(url.href, () => backup(again));
  const copy = await emptyDatabase();
  await loadBackup({ url: copy, file: again, head: await verifyArchive(again), migrations: "supabase/migrations" });
  const seen = new URL(database.current().ownerUrl);
  seen.pathname = `/${name}`;
  const all = await tables(seen.href);
  expect(Number(all.turns?.split(" ")[0])).toBeGreaterThan(3);
  expect(await tables(copy)).toEqual(all);
}, 60_000);

async function rowsOf(url: string): Promise<Set<string>> {
  const pool = connectPool(url, { max: 1 });
  try {
    const rows = await Promise.all(Object.keys(await tables(url)).map(async (name) => (await pool.query<{ row: string }>(`select '${name} ' || to_jsonb(t)::text as row from public.${name} t`)).rows.map(({ row }) => row)));
    return new Set(rows.flat());
  } finally { await pool.end(); }
}

describe("refused, and the database stays empty:", () => {
  const damaged = (name: string, change: (path: string) => void): string => { const path = join(directory, name); copyFileSync(file, path); change(path); return path; };
  const lines = () => gunzipSync(readFileSync(file)).toString("utf8").split("\n");
  const packed = (path: string, changed: string[]) => writeFileSync(path, gzipSync(changed.join("\n")));
  const files: Record<string, () => string> = {
    "a file that was cut off": () => damaged("cut", (path) => truncateSync(path, Math.floor(readFileSync(path).length * 0.8))),
    "a file without its last line": () => damaged("footless", (path) => packed(path, [...lines().slice(0, -2), ""])),
    "a file in which one letter was changed": () => damaged("changed", (path) => packed(path, lines().map((line) => line.replace("Kept words", "Kept sword")))),
    "a file that lost a row": () => damaged("rowless", (path) => packed(path, lines().filter((line) => !line.startsWith('["members"')))),
    "a file with a bit flipped": () => damaged("flipped", (path) => { const bytes = readFileSync(path); bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1; writeFileSync(path, bytes); }),
    "a file that is something else": () => damaged("other", (path) => writeFileSync(path, "hello")),
    "a file that is not there": () => join(directory, "absent"),
  };
  test.each(Object.entries(files))("%s", async (_name, path) => {
    const url = await emptyDatabase();
    await expect(on(url, () => restore(options({ file: path() })))).rejects.toThrow(/is not restored/);
    expect(await isEmpty(url)).toBe(true);
  }, 30_000);

  test("a backup of a newer schema", async () => {
    const url = await emptyDatabase();
    const head = await verifyArchive(file);
    await expect(loadBackup({ url, file, head: { ...head, migrations: [...head.migrations, { name: "20991231000000_from_the_future.sql", checksum: "" }] }, migrations: "supabase/migrations" })).rejects.toThrow("newer Parley");
    expect(await isEmpty(url)).toBe(true);
  }, 30_000);

  test("a backup without a list of erasures, and one whose list is older than itself", async () => {
    const url = await emptyDatabase();
    const other = mkdtempSync(join(tmpdir(), "parley-elsewhere-"));
    const second = join(directory, "second.backup");
    await on(database.current().ownerUrl, () => backup(second));
    changeEnv({ PARLEY_DATA_DIR: other });
    try {
      await expect(on(url, () => restore(options()))).rejects.toThrow("--erasures FILE");
      writeFileSync(join(other, "erasures.jsonl"), "");
      await expect(on(url, () => restore(options({ file: second })))).rejects.toThrow("older than the backup");
      writeFileSync(join(other, "erasures.jsonl"), "{}\n");
      await expect(on(url, () => restore(options()))).rejects.toThrow("cannot be understood");
    } finally { changeEnv({ PARLEY_DATA_DIR: directory }); rmSync(other, { recursive: true }); }
    expect(await isEmpty(url)).toBe(true);
  }, 30_000);
});

test("a database that is not empty is refused and left as it is", async () => {
  const before = await tables(database.current().ownerUrl);
  await expect(on(database.current().ownerUrl, () => restore(options()))).rejects.toThrow("not empty");
  expect(await tables(database.current().ownerUrl)).toEqual(before);
}, 30_000);

test("a restore that was cut off before the erasures is served by nobody until it has been finished", async () => {
  const url = await emptyDatabase();
  const dies = () => Promise.reject(new Error("killed"));
  await expect(on(url, () => restore(options({ eraseAgain: dies })))).rejects.toThrow("killed");
  await expect(on(url, () => prepareDatabase({ seed: true }))).rejects.toThrow("restore --reapply");
  await expect(on(url, () => restore(options({ file: null, eraseAgain: async () => {} })))).rejects.toThrow("still there");
  await expect(on(url, () => prepareDatabase({ seed: true }))).rejects.toThrow("restore --reapply");
  expect(await on(url, () => restore(options({ file: null })))).toMatchObject({ rows: 0, erased: 1 });
  await on(url, async () => (await prepareDatabase({ seed: false })).stop());
}, 60_000);

test("what was restored by other means is put right by reapplying, twice as once", async () => {
  const url = await copyOfBackup();
  const pool = connectPool(url, { max: 1 });
  await pool.query("drop table app.unfinished_restore");
  await pool.end();
  expect(await on(url, () => restore(options({ file: null })))).toMatchObject({ erased: 1, withdrawn: 1 });
  expect(await on(url, () => restore(options({ file: null })))).toEqual({ rows: 0, erased: 0, withdrawn: 0, expired: 0, missing: 0 });
}, 60_000);

test("a backup holds the ledger and no sound, overwrites nothing, and the ledger holds no number of a person", async () => {
  await expect(on(database.current().ownerUrl, () => backup(file))).rejects.toThrow("is there already");
  const all = gunzipSync(readFileSync(file)).toString("latin1");
  expect(all).not.toContain("RIFF");
  expect(readFileSync(ledgerPath(), "utf8")).not.toContain(leaves.actor.userId ?? "");
});
