/** P10 while people sign in: five logins a second, each from an address of its own, beside live calls that receive audio; the same calls with and without them, in turns. */
import { loadavg } from "node:os";
import { freePort, startServer, type RunningServer } from "@/lib/testing/running-server";
import { makeAgent } from "./agent";
import { connectCaller, type Caller } from "./caller";
import { cpuSeconds, report } from "./figure";
import { lateness } from "./jitter";
import type { BenchOptions } from "./options";

const callsAtOnce = 20;
const loginsPerSecond = 5;
/** Sent ahead at the beginning of a reply; behind that each chunk has its time. */
const aheadMs = 1_000;
const people = 4;
/** Of each half of the measurement. */
const slices = 4;
interface Span { fromMs: number; untilMs: number }

const wait = (ms: number) => new Promise<void>((resolve) => { setTimeout(resolve, Math.max(0, ms)); });
interface Login { email: string; password: string; right: boolean }

export async function run(options: BenchOptions): Promise<void> {
  const seconds = options.seconds ?? 60;
  const count = Number(options.sessions ?? callsAtOnce);
  const port = await freePort();
  const server = await startServer({ port, env: { LOCAL_SPEECH: "off", MAX_CALLS: String(count + 10), TRUSTED_PROXY_HOPS: "1", PARLEY_URL: `http://localhost:${port}` } });
  try {
    const members: { email: string; password: string; key: string }[] = [];
    for (let index = 0; index < people; index += 1) members.push(await server.member());
    const [talker] = members;
    if (!talker) throw new Error("nobody to talk");
    // The scripted model repeats what it is told, and a character is a tone of 60 ms: the reply outlasts both measurements.
    const told = Array.from({ length: Math.ceil(seconds * 2 / 3) + 12 }, (_, index) => `This is sentence number ${index + 1}, and it goes on for a while before it ends.`).join(" ");
    const { url } = await makeAgent(server, talker.key, { name: "Talker", facts: [], definition: { model: { provider: "scripted" } }, isPublic: true });
    const callers: Caller[] = [];
    for (let index = 0; index < count; index += 1) callers.push(await connectCaller(url, members[index % people]?.key ?? ""));
    for (const caller of callers) { caller.type(told); await wait(13); }
    await signIn(server, { ...talker, right: true }, "192.0.2.1"); // what a first login loads is not what a login costs
    await wait(3_000);
    const pid = server.process.pid ?? 0;
    const spent = { quiet: { cores: 0, spans: [] as Span[] }, busy: { cores: 0, spans: [] as Span[] } };
    const logins: Outcome[] = [];
    // In turns, so that what else the machine does falls on both alike.
    for (let slice = 0; slice < slices * 2; slice += 1) {
      const side = spent[slice % 2 ? "busy" : "quiet"];
      const [cpuBefore, fromMs] = [cpuSeconds(pid), performance.now()];
      if (slice % 2) logins.push(...await storm(server, members, seconds / slices));
      await wait(fromMs + seconds * 1_000 / slices - performance.now());
      const untilMs = performance.now();
      side.spans.push({ fromMs, untilMs });
      side.cores += (cpuSeconds(pid) - cpuBefore) / ((untilMs - fromMs) / 1_000) / slices;
    }
    report({ id: "P10", name: "the logins themselves", unit: "ms", values: logins.map(({ tookMs }) => tookMs), statuses: countBy(logins.map(({ status }) => String(status))), asExpected: logins.filter(({ asExpected }) => asExpected).length });
    for (const [name, side] of [["nobody signing in", spent.quiet], [`${loginsPerSecond} logins a second`, spent.busy]] as const) {
      const heard = callers.map((caller) => {
        const chunks = caller.listener.replies()[0]?.chunks.filter(({ startMs }) => startMs >= aheadMs) ?? [];
        return side.spans.flatMap(({ fromMs, untilMs }) => lateness(chunks.filter(({ atMs }) => atMs >= fromMs && atMs < untilMs)));
      });
      report({ id: "P10", name: `how late paced audio is, ${name}`, unit: "ms", goal: "p95 < 10", values: heard.flat(), sessions: count, seconds, silent: heard.filter((late) => late.length === 0).length, cores: Math.round(side.cores * 1_000) / 1_000, load: loadavg()[0] });
    }
    report({ id: "P10", name: "silence inside a call because audio came late", unit: "ms", values: callers.map((caller) => caller.listener.replies()[0]?.underrunMs ?? 0) });
    await Promise.all(callers.map((caller) => caller.close()));
  } finally { await server.stop(); }
}

interface Outcome { status: number; asExpected: boolean; tookMs: number }

/** Every fifth login with a wrong password, and each from an address that no other has. */
async function storm(server: RunningServer, members: readonly { email: string; password: string }[], seconds: number): Promise<Outcome[]> {
  const beganMs = performance.now();
  const logins = Array.from({ length: Math.round(seconds * loginsPerSecond) }, async (_, index) => {
    await wait(beganMs + index * 1_000 / loginsPerSecond - performance.now());
    const member = members[index % members.length] ?? { email: "", password: "" };
    const right = index % 5 !== 4;
    return signIn(server, { email: member.email, password: right ? member.password : "not the password", right }, `198.18.${index >> 8}.${index & 255}`);
  });
  return Promise.all(logins);
}

async function signIn(server: RunningServer, { email, password, right }: Login, from: string): Promise<Outcome> {
  const begunMs = performance.now();
  const headers = { "x-forwarded-for": from };
  const csrf = await fetch(`${server.url}/api/auth/csrf`, { headers });
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const cookie = csrf.headers.getSetCookie().map((each) => each.split(";")[0]).join("; ");
  const answer = await fetch(`${server.url}/api/auth/callback/credentials`, { method: "POST", redirect: "manual", headers: { ...headers, cookie, origin: server.url }, body: new URLSearchParams({ csrfToken, email, password, callbackUrl: "/agents", json: "true" }) });
  await answer.text();
  const isIn = answer.headers.getSetCookie().some((each) => /parley\.session=./.test(each));
  return { status: answer.status, asExpected: isIn === right, tookMs: performance.now() - begunMs };
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
