import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as textOf, buffer as bufferOf } from "node:stream/consumers";
import { afterAll, expect, test } from "@jest/globals";
import { fromBufferPromise } from "yauzl";
import { systemClock } from "@/lib/platform/clock";
import type { Ctx } from "@/lib/platform/ctx";
import { inspect, makeMember, sql, useTestDatabase } from "@/lib/testing/harness";
import { makeWholePerson } from "@/lib/testing/whole-person";
import { exportLifeMs, exportsPerDay } from "./schema";
import { downloadExport, requestExport } from "./service";
import { subjects } from "./subjects";

const directory = mkdtempSync(join(tmpdir(), "parley-exports-"));
useTestDatabase({ PARLEY_DATA_DIR: directory });
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const later = (ctx: Ctx, ms: number): Ctx => ({ ...ctx, clock: { ...systemClock, now: () => new Date(Date.now() + ms) } });

async function unzipped(response: Response): Promise<Map<string, Buffer>> {
  const archive = await fromBufferPromise(Buffer.from(await response.arrayBuffer()), { lazyEntries: true });
  const files = new Map<string, Buffer>();
  for await (const entry of archive.eachEntry()) files.set(entry.fileName, await bufferOf(await archive.openReadStreamPromise(entry)));
  return files;
}

test("a copy holds something of every kind that is kept about the person, their sound to the byte, and nothing of anybody else", async () => {
  const { member, name, neighbour, calls, neighbourCall } = await makeWholePerson();
  const { token } = await requestExport(member.ctx, { currentPassword: member.password });
  const response = await downloadExport(member.ctx, { token });
  expect(Object.fromEntries(response.headers)).toMatchObject({ "content-type": "application/zip", "cache-control": "private, no-store", "content-disposition": expect.stringMatching(/^attachment; filename="parley-export-[\d-]+\.zip"$/) });
  const files = await unzipped(response);
  const empty = subjects.flatMap((part) => Object.entries(JSON.parse(files.get(`${part.name}.json`)?.toString() ?? "null") as Record<string, unknown[]>).filter(([, rows]) => rows.length === 0).map(([section]) => `${part.name}.${section}`));
  expect(empty).toEqual(["privacy.erasures"]);
  const everything = [...files.values()].map((bytes) => bytes.toString()).join("\n");
  const own = calls.filter(({ said }) => said.startsWith(name));
  expect(own).toHaveLength(3);
  for (const { conversationId, said } of own) for (const word of [conversationId, said]) expect(everything).toContain(word);
  expect([...files.keys()].filter((path) => path.endsWith(".wav")).sort()).toEqual(own.map(({ recordingId }) => `recordings/${recordingId}.wav`).sort());
  for (const { recordingId } of own) expect(files.get(`recordings/${recordingId}.wav`)?.equals(Buffer.alloc(3_000, 7))).toBe(true);
  for (const foreign of [neighbour.actor.userId ?? "", neighbour.email, neighbourCall.said, neighbourCall.conversationId, "a caller at home", "198.51.100.4", "guest-", "We close at six"]) expect({ foreign, found: everything.includes(foreign) }).toEqual({ foreign, found: false });
  expect(everything).not.toMatch(/argon2|\$m=|hash"|lnk_[A-Za-z0-9_-]{30}|blobKey/);
  expect(files.get("README.txt")?.toString()).toContain(name);
});

test("sound that has expired is not in a copy, though its bytes are still there", async () => {
  const { member, calls } = await makeWholePerson();
  await inspect(sql`update recordings set expires_at = now() - interval '1 second' where id = ${calls[0]?.recordingId}`);
  const { token } = await requestExport(member.ctx, { currentPassword: member.password });
  const sounds = [...(await unzipped(await downloadExport(member.ctx, { token }))).keys()].filter((path) => path.endsWith(".wav"));
  expect(sounds).toHaveLength(2);
  expect(sounds).not.toContain(`recordings/${calls[0]?.recordingId}.wav`);
});

test("a token works once, for ten minutes, for whoever asked; of two at once one gets the copy", async () => {
  const [member, thief] = [await makeMember(), await makeMember()];
  const ask = () => requestExport(member.ctx, { currentPassword: member.password });
  const refused = { code: "link_used" };
  await expect(requestExport(member.ctx, { currentPassword: "not the password" })).rejects.toMatchObject({ code: "validation_failed", options: { errors: [{ path: "currentPassword" }] } });
  const { token } = await ask();
  await expect(downloadExport(thief.ctx, { token })).rejects.toMatchObject(refused);
  await expect(downloadExport(member.ctx, { token: "" })).rejects.toMatchObject(refused);
  const tries = await Promise.allSettled([downloadExport(member.ctx, { token }), downloadExport(member.ctx, { token })]);
  expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  for (const each of tries) if (each.status === "fulfilled") await each.value.body?.cancel();
  await expect(downloadExport(member.ctx, { token })).rejects.toMatchObject(refused);
  const { token: old } = await ask();
  await expect(downloadExport(later(member.ctx, exportLifeMs + 1_000), { token: old })).rejects.toMatchObject(refused);
  expect(await inspect(sql`select action from audit_events where actor_id = ${member.actor.userId} and action like 'export.%' order by sequence`))
    .toEqual([{ action: "export.requested" }, { action: "export.downloaded" }, { action: "export.requested" }]);
  const [{ dump } = { dump: "" }] = await inspect(sql`select string_agg(e::text, ' ') as dump from exports e`);
  expect(String(dump)).not.toContain(old);
});

test("so many copies a day, and so many at once; one that is given up makes room", async () => {
  const member = await makeMember();
  const ask = async () => (await requestExport(member.ctx, { currentPassword: member.password })).token;
  const tokens = [];
  while (tokens.length < exportsPerDay) tokens.push(await ask());
  await expect(ask()).rejects.toMatchObject({ code: "rate_limited" });
  const running = await Promise.all(tokens.slice(0, 3).map((token) => downloadExport(member.ctx, { token })));
  await expect(downloadExport(member.ctx, { token: tokens[3] ?? "" })).rejects.toMatchObject({ code: "overloaded" });
  for (const response of running) await textOf(response.body ?? new ReadableStream());
  const again = await downloadExport(member.ctx, { token: tokens[3] ?? "" });
  await again.body?.cancel();
});
