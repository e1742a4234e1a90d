/** PRIVACY: how long it takes to erase somebody with a thousand calls, and what a copy of a gigabyte costs in memory. The built server, over HTTP. */
import { createAgent } from "@/lib/agents/service";
import { agentDefinition } from "@/lib/agents/schema";
import { memberByEmail } from "@/lib/identity/service";
import { ctxFor, systemCtx, type Actor } from "@/lib/platform/ctx";
import { sql, systemDb } from "@/lib/platform/db";
import { changeEnv } from "@/lib/platform/env";
import { newId, newSecret } from "@/lib/platform/ids";
import { blobStore } from "@/lib/recordings/service";
import type { ErasureStatus, NewErasure, NewExport } from "@/lib/privacy/schema";
import { prepareDatabase } from "@/lib/start/database";
import { startServer, type RunningServer } from "@/lib/testing/running-server";
import { ownMegabytes, report, residentMegabytes } from "./figure";
import type { BenchOptions } from "./options";

const calls = 1_000;
const turnsPerCall = 20;
const callSoundBytes = 100_000;
const copyBytes = 1_000_000_000;
const copySoundBytes = 20_000_000;
const megabyte = 1_000_000;
/** Both ends work on the same two cores; a reader that stops for a while shows what waits for it. */
const pauseMs = 3_000;

const pause = (durationMs: number) => systemCtx().clock.sleep(durationMs);

interface Person { actor: Actor; password: string; post(path: string, body: unknown): Promise<Response>; form(path: string, fields: Record<string, string>): Promise<Response> }

type Account = Awaited<ReturnType<RunningServer["member"]>>;

async function signIn(server: RunningServer, { email, password }: Account): Promise<Person> {
  const csrf = await fetch(`${server.url}/api/auth/csrf`);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const cookiesOf = (response: Response) => response.headers.getSetCookie().map((each) => each.split(";")[0]).join("; ");
  const signedIn = await fetch(`${server.url}/api/auth/callback/credentials`, { method: "POST", redirect: "manual", headers: { cookie: cookiesOf(csrf), origin: server.url }, body: new URLSearchParams({ csrfToken, email, password, callbackUrl: "/agents", json: "true" }) });
  const headers = { cookie: cookiesOf(signedIn), origin: server.url };
  const checked = async (answer: Promise<Response>) => { const response = await answer; if (!response.ok) throw new Error(`${response.status} ${await response.text()}`); return response; };
  return {
    actor: await memberByEmail(systemCtx(), email), password,
    post: (path, body) => checked(fetch(`${server.url}${path}`, { method: "POST", headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(body) })),
    form: (path, fields) => checked(fetch(`${server.url}${path}`, { method: "POST", headers, body: new URLSearchParams(fields) })),
  };
}

/** Calls with words and sound, as if they had been made. */
async function makeCalls({ actor }: Person, count: number, soundBytes: number): Promise<void> {
  const agent = await createAgent(ctxFor(actor), { name: "Bench", definition: agentDefinition.parse({}) });
  const sound = Buffer.alloc(64_000);
  for (let at = 0; at < sound.length; at += 1) sound[at] = (at * 2_654_435_761) >>> 13;
  async function* body() { for (let left = soundBytes; left > 0; left -= sound.length) yield sound.subarray(0, Math.min(left, sound.length)); }
  for (let call = 0; call < count; call += 1) {
    const [id, key] = [newId("cnv"), newSecret("res").slice(4)];
    await blobStore().put(key, body());
    await systemDb().transaction(async (tx) => {
      await tx.run(sql`insert into conversations (id, workspace_id, agent_id, user_id, channel, caller_kind, text_consent, audio_consent, ended_at) values (${id}, ${actor.workspaceId}, ${agent.id}, ${actor.userId}, 'browser', 'user', true, true, now())`);
      await tx.run(sql`insert into turns (id, workspace_id, conversation_id, position, role, started_ms, heard_text) select ${id} || n, ${actor.workspaceId}, ${id}, n, 'caller', 0, 'What does the sourdough cost today?' from generate_series(1, ${turnsPerCall}::integer) n`);
      await tx.run(sql`insert into recordings (id, workspace_id, conversation_id, state, blob_key, size_bytes, expires_at) values (${newId("rec")}, ${actor.workspaceId}, ${id}, 'ready', ${key}, ${soundBytes}, now() + interval '1 day')`);
    });
  }
}

async function erasure(server: RunningServer, account: Account): Promise<void> {
  const person = await signIn(server, account);
  await makeCalls(person, calls, callSoundBytes);
  const begunMs = performance.now();
  const { token } = (await (await person.post("/api/v1/me/erasure", { currentPassword: person.password })).json()) as NewErasure;
  let status: ErasureStatus;
  do {
    await pause(100);
    status = (await (await person.post("/api/v1/erasures/status", { token })).json()) as ErasureStatus;
  } while (status.state !== "done");
  report({ id: "PRIVACY", name: `erasure of ${calls} calls with ${calls} recordings, from the request to done`, unit: "s", goal: "≤ 60", values: [(performance.now() - begunMs) / 1_000], erased: Object.fromEntries(status.steps.filter((step) => step.erased > 0).map((step) => [step.name, step.erased])) });
}

/** Reads a copy to its end, and stops for a while in the middle where asked. */
async function fetchCopy(person: Person, stopAtBytes = Infinity): Promise<number> {
  const { token, downloadPath } = (await (await person.post("/api/v1/me/export", { currentPassword: person.password })).json()) as NewExport;
  const { body } = await person.form(downloadPath, { token });
  let bytes = 0, paused = false;
  for await (const piece of body ?? []) {
    bytes += (piece as Uint8Array).byteLength;
    if (!paused && bytes > stopAtBytes) { paused = true; await pause(pauseMs); }
  }
  return bytes;
}

async function copy(server: RunningServer, [first, second]: [Account, Account], rounds: number): Promise<void> {
  const pid = server.process.pid ?? 0;
  const small = await signIn(server, first);
  await makeCalls(small, 5, callSoundBytes);
  await fetchCopy(small); // what a first one loads stays, and is not the cost of a copy
  const large = await signIn(server, second);
  await makeCalls(large, copyBytes / copySoundBytes, copySoundBytes);
  const [added, addedByAll, seconds]: [number[], number[], number[]] = [[], [], []];
  let bytes = 0;
  for (let round = 0; round < rounds; round += 1) {
    const [before, allBefore] = [ownMegabytes(pid), residentMegabytes(pid)];
    let [peak, allPeak] = [before, allBefore];
    const watch = setInterval(() => { peak = Math.max(peak, ownMegabytes(pid)); allPeak = Math.max(allPeak, residentMegabytes(pid)); }, 50);
    const begunMs = performance.now();
    bytes = await fetchCopy(large, copyBytes / 2);
    clearInterval(watch);
    seconds.push((performance.now() - begunMs - pauseMs) / 1_000);
    added.push(peak - before);
    addedByAll.push(Math.round(allPeak - allBefore));
  }
  report({ id: "PRIVACY", name: "memory that a copy of 1 GB adds to the server, its reader stopping for 3 s", unit: "MB", goal: "< 100", values: added, withModelProcesses: addedByAll, sizeMegabytes: Math.round(bytes / megabyte) });
  report({ id: "PRIVACY", name: "a copy of 1 GB, the stop not counted", unit: "s", values: seconds });
}

export async function run(options: BenchOptions): Promise<void> {
  const server = await startServer();
  try {
    // Before this process has a database of its own in its settings, which commands beside it would inherit.
    const [leaver, small, large] = [await server.member(), await server.member(), await server.member()];
    changeEnv({ PARLEY_DATA_DIR: server.dataDirectory });
    const database = await prepareDatabase({ seed: false });
    try {
      await erasure(server, leaver);
      await copy(server, [small, large], options.turns ?? 3);
    } finally { await database.stop(); }
  } finally { await server.stop(); }
}
