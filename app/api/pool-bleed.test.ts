/** Two people's requests, interleaved over one pool, half of them cancelled at seeded points: nothing of the one ever reaches the other, and no connection keeps who it was. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import pg from "pg";
import { singleton } from "@/lib/platform/singleton";
import { inspect, makeKey, makeMember, sql, testRequest, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { makeAgent, type TestAgent } from "@/lib/testing/realtime-server";
import { GET as exportAudit } from "./v1/audit-events/export/route";
import { GET as listKeys } from "./v1/api-keys/route";
import { GET as getAgent, PATCH as updateAgent } from "./v1/agents/[id]/route";
import { GET as listAgents, POST as createAgent } from "./v1/agents/route";
import { GET as getMe } from "./v1/me/route";
import { GET as listMembers } from "./v1/members/route";
import { GET as listWorkspaces, POST as createWorkspace } from "./v1/workspaces/route";

const requests = 400;
const atOnce = 40;
const database = useTestDatabase();

/** The same sequence in every run. */
function chance(seed: number): () => number {
  let state = seed;
  return () => { state = (state + 0x6d2b79f5) | 0; let mixed = Math.imul(state ^ (state >>> 15), 1 | state); mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed; return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32; };
}

interface Person { member: TestMember; key: string; agent: TestAgent; mark: string }
let people: [Person, Person];
let owner: pg.Pool;
beforeAll(async () => {
  owner = new pg.Pool({ connectionString: database.current().ownerUrl, max: 4 });
  owner.on("error", () => {}); // its database goes first
  const person = async (mark: string): Promise<Person> => {
    const member = await makeMember({ name: mark });
    const agent = await makeAgent(member.ctx, { definition: { instructions: mark } });
    await updateAgent(testRequest("PATCH", `/api/v1/agents/${agent.id}`, { as: member, body: { name: mark } }), at(agent.id));
    return { member, key: await makeKey(member), agent, mark };
  };
  people = [await person("ada-secret"), await person("grace-secret")];
}, 60_000);
afterAll(() => owner.end());

const at = (id: string) => ({ params: Promise.resolve({ id }) });
type Ask = (self: Person, foreign: Person, as: TestMember | string, signal: AbortSignal) => Promise<Response>;
const asked = (method: string, path: string, as: TestMember | string, signal: AbortSignal, body?: unknown) => new Request(testRequest(method, path, { as, ...(body === undefined ? {} : { body }) }), { signal });
/** What a person asks for; at somebody else's thing, 404 is the answer. */
const asks: Ask[] = [
  (_self, _foreign, as, signal) => listAgents(asked("GET", "/api/v1/agents", as, signal)),
  (self, _foreign, as, signal) => getAgent(asked("GET", `/api/v1/agents/${self.agent.id}`, as, signal), at(self.agent.id)),
  (_self, foreign, as, signal) => getAgent(asked("GET", "/api/v1/agents/x", as, signal), at(foreign.agent.id)),
  (self, foreign, as, signal) => updateAgent(asked("PATCH", "/api/v1/agents/x", as, signal, { name: self.mark }), at(foreign.agent.id)),
  (self, _foreign, as, signal) => createAgent(asked("POST", "/api/v1/agents", as, signal, { name: self.mark })),
  (self, _foreign, as, signal) => updateAgent(asked("PATCH", "/api/v1/agents/x", as, signal, { name: self.mark }), at(self.agent.id)),
  (_self, _foreign, as, signal) => getMe(asked("GET", "/api/v1/me", as, signal)),
  (self, _foreign, _as, signal) => listMembers(asked("GET", "/api/v1/members", self.member, signal)),
  (self, _foreign, _as, signal) => listKeys(asked("GET", "/api/v1/api-keys", self.member, signal)),
  (self, _foreign, _as, signal) => listWorkspaces(asked("GET", "/api/v1/workspaces", self.member, signal)),
  (self, _foreign, _as, signal) => exportAudit(asked("GET", "/api/v1/audit-events/export", self.member, signal)),
];

const turns = async (count: number) => { for (let turn = 0; turn < count; turn += 1) await new Promise((next) => { setImmediate(next); }); };
/** In the database's own sight: statements that run or transactions that stand open now, of the app alone. */
const breakOne = (how: "pg_cancel_backend" | "pg_terminate_backend", pick: number) => owner.query(`select ${how}(pid) from pg_stat_activity where datname = current_database() and usename = 'parley_app' and state <> 'idle' order by pid offset ${pick} limit 1`);

type Cancel = "before" | "during" | "unread" | "statement" | "connection";
const pick = <T>(list: readonly T[], draw: number): T => { const found = list[Math.floor(draw * list.length)]; if (!found) throw new Error("nothing to pick"); return found; };
const kinds: Cancel[] = ["before", "during", "during", "unread", "statement", "connection"];

test("of 400 interleaved requests of two people, half of them cancelled, none answers a foreign row, and none is served as the other", async () => {
  const next = chance(20_261_125);
  const order = Array.from({ length: requests }, (_, index) => ({ index, isCancelled: index < requests / 2, draw: next() })).sort((one, other) => one.draw - other.draw);
  const outcomes: { status: number; leaks: boolean; wrongPerson: boolean }[] = [];
  const cancelled: Record<Cancel, number> = { before: 0, during: 0, unread: 0, statement: 0, connection: 0 };
  let broken = 0;
  const one = async (place: number, isCancelled: boolean) => {
    const [self, foreign] = place % 2 === 0 ? people : [people[1], people[0]];
    const [askDraw, asDraw, howDraw, whenDraw] = [next(), next(), next(), next()];
    const ask = pick(asks, askDraw);
    const how = isCancelled ? pick(kinds, howDraw) : null;
    const leaving = new AbortController();
    if (how === "before") leaving.abort();
    const answering = ask(self, foreign, asDraw < 0.5 ? self.member : self.key, leaving.signal);
    if (how === "during") { await turns(Math.floor(whenDraw * 30)); leaving.abort(); }
    if (how === "statement" || how === "connection") { await turns(Math.floor(whenDraw * 10)); broken += (await breakOne(how === "statement" ? "pg_cancel_backend" : "pg_terminate_backend", Math.floor(whenDraw * 5))).rowCount ?? 0; }
    if (how) cancelled[how] += 1;
    const response = await answering;
    if (how === "unread") return void await response.body?.cancel();
    const text = await response.text().catch(() => "");
    const theirs = [foreign.mark, foreign.member.email, foreign.member.actor.workspaceId, foreign.member.actor.userId ?? "", foreign.agent.id];
    outcomes.push({ status: response.status, leaks: theirs.some((each) => text.includes(each)), wrongPerson: text.includes('"platformAdmin"') && !text.includes(self.member.email) });
  };
  let place = 0;
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let mine = place; mine < order.length; mine = place) { place += 1; await one(mine, order[mine]?.isCancelled === true); }
  }));
  expect(outcomes.filter(({ leaks, wrongPerson }) => leaks || wrongPerson)).toEqual([]);
  expect([...new Set(outcomes.map(({ status }) => status))].filter((status) => ![200, 201, 404, 503].includes(status))).toEqual([]);
  expect(outcomes.filter(({ status }) => status === 200).length).toBeGreaterThan(150);
  expect(Math.min(...Object.values(cancelled))).toBeGreaterThan(15);
  expect(broken).toBeGreaterThan(5);
}, 60_000);

test("cancelled between begin and commit, by a held lock and by the end of their connection, transactions keep nothing and their connections are used no more as whoever they were", async () => {
  const [ada, grace] = people;
  const holder = await owner.connect();
  await holder.query("begin");
  await holder.query("select from agents where id = $1 for update", [ada.agent.id]);
  await holder.query("lock table workspaces in exclusive mode");
  const leaving = new AbortController();
  const stuck = Array.from({ length: 4 }, () => asks[5]?.(ada, grace, ada.member, leaving.signal));
  const making = createWorkspace(asked("POST", "/api/v1/workspaces", ada.member, leaving.signal, { name: "never-kept" }));
  const waiting = async () => (await owner.query<{ pid: number }>("select pid from pg_stat_activity where datname = current_database() and usename = 'parley_app' and wait_event_type = 'Lock'")).rows;
  while ((await waiting()).length < 5) await turns(5);
  leaving.abort();
  const served = await Promise.all(Array.from({ length: 20 }, () => getMe(asked("GET", "/api/v1/me", grace.member, AbortSignal.timeout(20_000)))));
  for (const response of served) expect(await response.json()).toMatchObject({ email: grace.member.email });
  for (const { pid } of await waiting()) await owner.query("select pg_terminate_backend($1)", [pid]);
  expect((await Promise.all([...stuck, making])).map((response) => response?.status)).toEqual([503, 503, 503, 503, 503]);
  await holder.query("rollback");
  holder.release();
  expect(await inspect(sql`select id from workspaces where name = 'never-kept'`)).toEqual([]);
}, 30_000);

test("afterwards every connection of the pool is nobody: no role, no claims, no transaction", async () => {
  const pool = singleton<pg.Pool>("database-pool", () => { throw new Error("the app made none"); });
  await Promise.all(Array.from({ length: 30 }, (_, index) => getMe(asked("GET", "/api/v1/me", people[index % 2 ? 1 : 0].key, AbortSignal.timeout(20_000)))));
  expect(pool.waitingCount).toBe(0);
  expect(pool.idleCount).toBe(pool.totalCount);
  const held = await Promise.all(Array.from({ length: pool.totalCount }, () => pool.connect()));
  expect(held.length).toBeGreaterThan(4);
  const found = await Promise.all(held.map(async (client) => (await client.query<Record<string, string>>(`select current_user as who, session_user as login, current_setting('role') as role, coalesce(current_setting('request.jwt.claims', true), '') as claims,
    coalesce(current_setting('search_path'), '') as path, current_setting('statement_timeout') as timeout`)).rows));
  const { rows: states } = await owner.query<{ state: string }>("select distinct state from pg_stat_activity where datname = current_database() and usename = 'parley_app'");
  for (const client of held) client.release();
  const plain = { who: "parley_app", login: "parley_app", role: "none", claims: "", path: '"$user", public', timeout: "0" };

  expect(new Set(found.flat().map((row) => JSON.stringify(row)))).toEqual(new Set([JSON.stringify(plain)]));
  expect(states).toEqual([{ state: "idle" }]);
});
