/** P16: the HTTP interface at a hundred requests a second, over ten thousand rows of each kind, beside twenty live calls; their audio with and without it, in turns. */
import { Agent, request } from "node:http";
import { loadavg } from "node:os";
import { agentDefinition } from "@/lib/agents/schema";
import { memberByEmail } from "@/lib/identity/service";
import { systemCtx } from "@/lib/platform/ctx";
import { json, sql, systemDb } from "@/lib/platform/db";
import { changeEnv } from "@/lib/platform/env";
import { prepareDatabase } from "@/lib/start/database";
import { startServer, type RunningServer } from "@/lib/testing/running-server";
import { makeAgent } from "./agent";
import { connectCaller, type Caller } from "./caller";
import { cpuSeconds, report } from "./figure";
import { lateness } from "./jitter";
import type { BenchOptions } from "./options";

const callsAtOnce = 20;
const perSecond = 100;
const rows = 10_000;
/** Sent ahead at the beginning of a reply; behind that each chunk has its time. */
const aheadMs = 1_000;
/** Of each half of the measurement. */
const slices = 4;
/** An answer that takes longer than this counts as none. */
const patienceMs = 10_000;

const wait = (ms: number) => new Promise<void>((resolve) => { setTimeout(resolve, Math.max(0, ms)); });

interface Ask { name: string; method: string; path: string; body?: unknown }
interface Outcome { name: string; status: number; tookMs: number; lateMs: number }

/** Rows of one workspace, as if they had come about over a year; by one statement for each kind. */
async function seed(workspaceId: string, userId: string | null): Promise<void> {
  const draft = json(agentDefinition.parse({}));
  const db = systemDb();
  await db.run(sql`insert into agents (id, workspace_id, slug, name, draft, created_at, updated_at)
    select 'agt_bench' || n, ${workspaceId}, 'bench-' || n, 'Bench ' || (n * 7919 % ${rows}::integer), ${draft}, now() - n * interval '50 minutes', now() - n * interval '50 minutes' from generate_series(1, ${rows}::integer) n`);
  await db.run(sql`insert into conversations (id, workspace_id, agent_id, user_id, channel, caller_kind, title, text_consent, started_at, ended_at)
    select 'cnv_bench' || n, ${workspaceId}, 'agt_bench' || (1 + n % 50), ${userId}, case when n % 3 = 0 then 'http' else 'browser' end, 'user', 'Call ' || n, true, now() - n * interval '50 minutes', now() - n * interval '50 minutes' + interval '2 minutes' from generate_series(1, ${rows}::integer) n`);
  await db.run(sql`insert into turns (id, workspace_id, conversation_id, position, role, started_ms, heard_text)
    select 'trn_bench' || n, ${workspaceId}, 'cnv_bench' || (1 + n / 10), n % 10, case when n % 2 = 0 then 'caller' else 'agent' end, n % 10 * 4000, 'What does the sourdough cost today?' from generate_series(0, ${rows - 1}::integer) n`);
  await db.run(sql`analyze agents`).catch(() => 0);
}

const lists: ((pick: number) => string)[] = [
  () => "/api/v1/agents?limit=30", () => "/api/v1/agents?sort=name&limit=100", (pick) => `/api/v1/agents?search=bench-${pick % 100}`, () => "/api/v1/agents?visibility=private&sort=createdAt",
  () => "/api/v1/conversations?limit=30", (pick) => `/api/v1/conversations?agentId=agt_bench${1 + pick % 50}`, () => "/api/v1/conversations?channel=http&limit=100",
];

/** Half of it lists, a third single things, the rest changes. */
function nextAsk(count: number, cursors: readonly string[]): Ask {
  const pick = (count * 7_919) % rows + 1;
  const turn = count % 20;
  if (turn < 7) return { name: "list", method: "GET", path: lists[turn]?.(pick) ?? "" };
  if (turn < 10) return { name: "list, deep", method: "GET", path: cursors[pick % cursors.length] ?? "/api/v1/agents" };
  if (turn < 13) return { name: "get agent", method: "GET", path: `/api/v1/agents/agt_bench${pick}` };
  if (turn < 16) return { name: "get conversation with turns", method: "GET", path: `/api/v1/conversations/cnv_bench${1 + pick % (rows / 10)}` };
  if (turn < 18) return { name: "patch agent", method: "PATCH", path: `/api/v1/agents/agt_bench${pick}`, body: { name: `Bench ${count}` } };
  if (turn < 19) return { name: "patch conversation", method: "PATCH", path: `/api/v1/conversations/cnv_bench${pick}`, body: { title: `Call ${count}` } };
  return { name: "create agent", method: "POST", path: "/api/v1/agents", body: { name: `New ${count}` } };
}

const connections = new Agent({ keepAlive: true, maxSockets: 64 });

/** The instant of asking is the schedule's and not that of the last answer: a slow answer makes those behind it late, and that counts. */
function send(server: RunningServer, key: string, ask: Ask, dueMs: number): Promise<Outcome> {
  const lateMs = Math.max(0, performance.now() - dueMs);
  return new Promise((resolve) => {
    const end = (status: number) => resolve({ name: ask.name, status, tookMs: performance.now() - dueMs, lateMs });
    const asked = request(`${server.url.replace("localhost", "127.0.0.1")}${ask.path}`, {
      method: ask.method, agent: connections, timeout: patienceMs, headers: { authorization: `Bearer ${key}`, ...(ask.body === undefined ? {} : { "content-type": "application/json" }) },
    }, (response) => { response.resume(); response.on("end", () => end(response.statusCode ?? 0)); response.on("error", () => end(0)); });
    asked.on("timeout", () => asked.destroy(new Error("no answer")));
    asked.on("error", () => end(0));
    asked.end(ask.body === undefined ? undefined : JSON.stringify(ask.body));
  });
}

async function storm(server: RunningServer, key: string, seconds: number, first: number, cursors: readonly string[]): Promise<Outcome[]> {
  const beganMs = performance.now();
  return Promise.all(Array.from({ length: Math.round(seconds * perSecond) }, async (_all, index) => {
    const dueMs = beganMs + index * 1_000 / perSecond;
    await wait(dueMs - performance.now());
    return send(server, key, nextAsk(first + index, cursors), dueMs);
  }));
}

/** Pages far behind the first, of several lists and orders. */
async function deepPages(server: RunningServer, key: string): Promise<string[]> {
  const found: string[] = [];
  for (const list of ["/api/v1/agents?limit=100", "/api/v1/agents?limit=100&sort=name", "/api/v1/conversations?limit=100"]) {
    let cursor = "";
    for (let page = 0; page < 60; page += 1) {
      const address = `${list}${cursor ? `&cursor=${cursor}` : ""}`;
      const answer = await fetch(`${server.url}${address}`, { headers: { authorization: `Bearer ${key}` } });
      if (!answer.ok) throw new Error(`${address} answered ${answer.status}: ${await answer.text()}`);
      if (page > 30) found.push(address);
      cursor = ((await answer.json()) as { nextCursor: string | null }).nextCursor ?? "";
      if (!cursor) break;
    }
  }
  return found;
}

export async function run(options: BenchOptions): Promise<void> {
  const seconds = options.seconds ?? 60;
  const count = Number(options.sessions ?? callsAtOnce);
  const server = await startServer({ env: { LOCAL_SPEECH: "off", MAX_CALLS: String(count + 10) } });
  try {
    const talker = await server.member();
    const owner = await server.member();
    const told = Array.from({ length: Math.ceil(seconds * 2 / 3) + 12 }, (_all, index) => `This is sentence number ${index + 1}, and it goes on for a while before it ends.`).join(" ");
    const { url } = await makeAgent(server, talker.key, { name: "Talker", facts: [], definition: { model: { provider: "scripted" } } });
    changeEnv({ PARLEY_DATA_DIR: server.dataDirectory });
    const database = await prepareDatabase({ seed: false });
    try {
      const { workspaceId, userId } = await memberByEmail(systemCtx(), owner.email);
      await seed(workspaceId, userId ?? null);
    } finally { await database.stop(); }
    const cursors = await deepPages(server, owner.key);
    await storm(server, owner.key, 2, 0, cursors); // what a first request loads is not what a request costs
    const callers: Caller[] = [];
    for (let index = 0; index < count; index += 1) callers.push(await connectCaller(url, talker.key));
    for (const caller of callers) { caller.type(told); await wait(13); }
    await wait(3_000);
    const pid = server.process.pid ?? 0;
    const spent = { quiet: { cores: 0, spans: [] as { fromMs: number; untilMs: number }[] }, busy: { cores: 0, spans: [] as { fromMs: number; untilMs: number }[] } };
    const outcomes: Outcome[] = [];
    // In turns, so that what else the machine does falls on both alike.
    for (let slice = 0; slice < slices * 2; slice += 1) {
      const side = spent[slice % 2 ? "busy" : "quiet"];
      const [cpuBefore, fromMs] = [cpuSeconds(pid), performance.now()];
      if (slice % 2) outcomes.push(...await storm(server, owner.key, seconds / slices, 1_000 + outcomes.length, cursors));
      await wait(fromMs + seconds * 1_000 / slices - performance.now());
      const untilMs = performance.now();
      side.spans.push({ fromMs, untilMs });
      side.cores += (cpuSeconds(pid) - cpuBefore) / ((untilMs - fromMs) / 1_000) / slices;
    }
    const statuses: Record<string, number> = {};
    for (const { status } of outcomes) statuses[status] = (statuses[status] ?? 0) + 1;
    report({ id: "P16", name: `answers at ${perSecond} requests a second, ${rows} rows of each kind`, unit: "ms", goal: "p95 ≤ 100, no error", values: outcomes.map(({ tookMs }) => tookMs), seconds, sessions: count, errors: outcomes.filter(({ status }) => status < 200 || status > 299).length, statuses, load: loadavg()[0] });
    for (const name of new Set(outcomes.map((outcome) => outcome.name))) report({ id: "P16", name: `of these: ${name}`, unit: "ms", values: outcomes.filter((outcome) => outcome.name === name).map(({ tookMs }) => tookMs) });
    report({ id: "P16", name: "how late the benchmark itself asked", unit: "ms", values: outcomes.map(({ lateMs }) => lateMs) });
    for (const [name, side] of [["nobody asking", spent.quiet], [`${perSecond} requests a second`, spent.busy]] as const) {
      const heard = callers.map((caller) => {
        const chunks = caller.listener.replies()[0]?.chunks.filter(({ startMs }) => startMs >= aheadMs) ?? [];
        return side.spans.flatMap(({ fromMs, untilMs }) => lateness(chunks.filter(({ atMs }) => atMs >= fromMs && atMs < untilMs)));
      });
      report({ id: "P10", name: `how late paced audio is, ${name}`, unit: "ms", goal: "p95 < 10", values: heard.flat(), sessions: count, seconds, silent: heard.filter((late) => late.length === 0).length, cores: Math.round(side.cores * 1_000) / 1_000, load: loadavg()[0] });
    }
    await Promise.all(callers.map((caller) => caller.close()));
  } finally { connections.destroy(); await server.stop(); }
}
