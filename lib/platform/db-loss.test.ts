import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { createServer, connect, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { z } from "zod";
import { closeDatabase, sql, systemDb } from "./db";
import { rereadEnv } from "./env";
import { readiness } from "./health";
import { migrate, prepareLoginRole } from "./migrate";
import { startPostgres, type EmbeddedPostgres } from "./postgres";

/** A server of its own, since these tests stop, freeze and kill it. */
const place = mkdtempSync(join(tmpdir(), "parley-loss-"));
let server: EmbeddedPostgres;
/** Keeps one address for the database, which comes back on another port. */
let door: Server;
const through = new Set<Socket>();

const start = async () => {
  server = await startPostgres(join(place, "postgres"));
  await migrate({ url: server.url, directory: "supabase/migrations" });
};
const stop = async () => {
  await server.stop();
  for (const socket of through) socket.destroy();
  await new Promise((closed) => door.close(closed));
};

async function openDoor(port = 0): Promise<number> {
  door = createServer((inward) => {
    const outward = connect(Number(new URL(server.url).port), "127.0.0.1");
    for (const socket of [inward, outward]) { through.add(socket); socket.on("error", () => socket.destroy()).on("close", () => { through.delete(socket); inward.destroy(); outward.destroy(); }); }
    inward.pipe(outward).pipe(inward);
  });
  await new Promise<void>((listening) => door.listen(port, "127.0.0.1", listening));
  const address = door.address();
  return typeof address === "object" && address ? address.port : 0;
}
const ask = () => systemDb().one(z.object({ one: z.number() }), sql`select 1 as one`);
const within = async (work: () => Promise<unknown>) => { const startedMs = performance.now(); await work(); return performance.now() - startedMs; };

beforeAll(async () => {
  await start();
  const url = new URL(await prepareLoginRole(server.url));
  url.port = String(await openDoor());
  Object.assign(process.env, { DATABASE_URL: url.href, LOG_LEVEL: "silent" });
  rereadEnv();
}, 60_000);
afterAll(async () => { await closeDatabase(); await stop(); rmSync(place, { recursive: true, force: true }); });

test("a frozen database is answered for within a bound, ends nothing, and is served again when it thaws", async () => {
  const toNobody: unknown[] = [];
  const note = (error: unknown) => { toNobody.push(error); };
  process.on("unhandledRejection", note);
  await ask();
  process.kill(server.pid, "SIGSTOP");
  const children = await backends();
  for (const pid of children) process.kill(pid, "SIGSTOP");
  const askers = () => Promise.all(Array.from({ length: 20 }, () => within(() => expect(ask()).rejects.toMatchObject({ code: "database_unavailable" }))));
  for (const waits of [await askers(), await askers()]) expect(Math.max(...waits)).toBeLessThan(15_000);
  expect((await readiness()).status).toBe("down");
  for (const pid of [...children, server.pid]) process.kill(pid, "SIGCONT");
  expect(await within(eventually)).toBeLessThan(2_000);
  process.off("unhandledRejection", note);
  expect(toNobody).toEqual([]);
}, 60_000);

test("a dead database is told at once, and served again within 2 s of its return", async () => {
  await ask();
  await stop();
  expect(await within(() => expect(ask()).rejects.toMatchObject({ code: "database_unavailable", options: { retryAfterMs: 1_000 } }))).toBeLessThan(2_000);
  expect((await readiness()).parts.database).toMatchObject({ state: "down" });
  await start();
  await openDoor(Number(new URL(process.env.DATABASE_URL ?? "").port));
  expect(await within(eventually)).toBeLessThan(2_000);
  expect((await readiness()).parts.database).toMatchObject({ state: "ok" });
}, 60_000);

test("a connection that breaks inside a transaction fails that transaction alone, rolled back, and the next asker is served", async () => {
  const pid = z.object({ pid: z.number() });
  const broken = systemDb().transaction(async (tx) => {
    const mine = await tx.one(pid, sql`select pg_backend_pid() as pid`);
    await tx.run(sql`insert into workspaces (id, name) values ('wsp_broken', 'broken')`);
    process.kill(mine.pid, "SIGTERM");
    for (let statement = 0; statement < 1_000; statement += 1) await tx.run(sql`select 1`);
  });
  await expect(broken).rejects.toMatchObject({ code: "database_unavailable" });
  expect(await systemDb().many(z.unknown(), sql`select id from workspaces where id = 'wsp_broken'`)).toEqual([]);
});

async function eventually(): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) { try { await ask(); return; } catch { await new Promise((resolve) => setTimeout(resolve, 50)); } }
}

async function backends(): Promise<number[]> {
  const { readdirSync, readFileSync } = await import("node:fs");
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try { return readFileSync(`/proc/${name}/stat`, "utf8").split(") ")[1]?.split(" ")[1] === String(server.pid) ? [Number(name)] : []; } catch { return []; }
  });
}
