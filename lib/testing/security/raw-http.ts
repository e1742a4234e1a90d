/** A thousand and more things that are no HTTP, at once with somebody's call. */
import { makeAgent } from "@/bench/agent";
import { gapFaults, honestly, p95, pause, rested, restMs, soundFaults, watchMemory } from "./beside";
import { openSocket } from "./raw-request";
import { attempts, type Attempt } from "./raw-http/requests";
import type { Section } from "./section";

const seed = 20_261_128;
const atOnce = 24;
/** An answer to what was whole, or to what can never become so, takes no longer than this; what is only half there may wait for its other half. */
const limitMs = 20_000;
/** After the last byte of an answer whose connection stays open. */
const quietMs = 400;

interface Outcome { attempt: Attempt; statuses: number[]; hung: boolean }

/** `kept` takes what is left open. */
function attack(port: number, attempt: Attempt, kept: Set<{ destroy(): void }>): Promise<Outcome> {
  return new Promise((resolve) => {
    const socket = openSocket({ port });
    let text = "";
    let quiet: NodeJS.Timeout | undefined;
    const done = (hung: boolean) => {
      clearTimeout(quiet); clearTimeout(limit);
      if (attempt.then !== "leave") socket.destroy();
      resolve({ attempt, statuses: [...text.matchAll(/^HTTP\/1\.[01] (\d{3})/gm)].map(([, status]) => Number(status)), hung });
    };
    const limit = setTimeout(() => done(true), limitMs);
    socket.on("data", (piece: Buffer) => { text = (text + piece.toString("latin1")).slice(0, 400_000); clearTimeout(quiet); quiet = setTimeout(() => done(false), quietMs); });
    for (const event of ["end", "close", "error"]) socket.on(event, () => { kept.delete(socket); done(false); });
    socket.on("connect", () => void (async () => {
      for (const piece of attempt.pieces) {
        socket.write(piece);
        if (attempt.pieces.length > 1) await pause(15);
      }
      if (attempt.then === "wait") return;
      await new Promise((written) => { socket.write("", written); });
      if (attempt.then === "reset") socket.resetAndDestroy();
      else if (attempt.then === "close") socket.end();
      else { kept.add(socket); await pause(100); done(false); }
    })());
  });
}

async function wave(port: number, list: readonly Attempt[]): Promise<Outcome[]> {
  const waiting = [...list];
  const outcomes: Outcome[] = [];
  const kept = new Set<{ destroy(): void }>();
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let attempt = waiting.shift(); attempt; attempt = waiting.shift()) outcomes.push(await attack(port, attempt, kept));
  }));
  for (const socket of kept) socket.destroy();
  return outcomes;
}

/** Asks all the while whether the server lives. */
function watch(port: number) {
  const seen = { faults: [] as string[], answersMs: [] as number[] };
  let over = false;
  const ended = (async () => {
    while (!over) {
      const begunMs = performance.now();
      const answer = await fetch(`http://127.0.0.1:${port}/api/health?live`).catch((error: unknown) => error);
      if (!(answer instanceof Response) || !answer.ok) seen.faults.push(`health answers ${answer instanceof Response ? answer.status : String(answer)}`);
      seen.answersMs.push(performance.now() - begunMs);
      await pause(100);
    }
  })();
  return { async stop() { over = true; await ended; return seen; } };
}

export const rawHttp: Section = {
  name: "raw-http",
  async run({ stage, check }) {
    const port = Number(new URL(stage.server.url).port);
    const pid = stage.server.process.pid ?? 0;
    const { key } = await stage.server.member();
    const honest = await makeAgent(stage.server, key, { name: "Honest", facts: [], definition: { model: { provider: "scripted" }, voice: { provider: "scripted", voice: "tone" }, transcriber: { provider: "scripted" } } });
    const list = attempts(seed, `localhost:${port}`);
    check(`there are a thousand malformed requests and more (${list.length})`, list.length >= 1_000 ? [] : ["there are fewer"]);
    const before = stage.server.output().length;
    // What a first time costs is no leak: code is compiled, pools and caches fill.
    const first = watchMemory(pid);
    await wave(port, attempts(seed + 1, `localhost:${port}`));
    const { mostMb: firstMb } = first.stop();
    const quiet = await honestly(honest.url, key, () => pause(8_000));
    const baseMb = await rested(pid, 0, restMs);
    const watching = watch(port);
    const second = watchMemory(pid);
    let outcomes: Outcome[] = [];
    const beside = await honestly(honest.url, key, async () => { outcomes = await wave(port, list); });
    const { mostMb: secondMb } = second.stop();
    const seen = await watching.stop();
    const named = ({ attempt, statuses }: Outcome) => `${attempt.name}, ${attempt.then}: ${statuses.join(" ") || "nothing"} to ${JSON.stringify(Buffer.concat(attempt.pieces).toString("latin1").slice(0, 220))}`;
    check("every one is answered with a refusal or a result, or its connection ended; never an error of ours", outcomes.filter(({ statuses }) => statuses.some((status) => status >= 500)).map(named));
    check("none that was whole, or cannot become so, is left without an end", outcomes.filter(({ hung }) => hung).map(named));
    check("each kind met with a refusal somewhere, so that the requests are what they should be", [...new Set(list.map(({ name }) => name))].filter((name) => !["drop by drop", "half a request", "cut off"].includes(name) && !outcomes.some(({ attempt, statuses }) => attempt.name === name && statuses.some((status) => status >= 400))));
    check("a call beside them hears all its audio, in order", soundFaults(quiet, beside));
    check("nothing of it comes so late that a gap is heard", gapFaults(beside));
    const slowest = seen.answersMs.sort((left, right) => left - right);
    check("the server answered others all the while", [...seen.faults, ...(slowest.length === 0 || (slowest.at(-1) ?? Infinity) > 5_000 ? [`the slowest of ${slowest.length} answers took ${slowest.at(-1)} ms`] : [])]);
    const settled = await rested(pid, baseMb * 1.1, restMs);
    check("the server's memory has stopped growing: a second such wave needs no more than a tenth over the first", secondMb <= firstMb * 1.1 ? [] : [`${firstMb.toFixed(0)} MB, then ${secondMb.toFixed(0)} MB`]);
    check("nobody was left with an error", /error reached nobody|request failed|Unhandled/i.test(stage.server.output().slice(before)) ? [stage.server.output().slice(before, before + 1_500)] : []);
    const answered = outcomes.filter(({ statuses }) => statuses.length > 0).length;
    console.log(`    ${outcomes.length} requests, ${answered} answered; jitter p95 ${p95(quiet).toFixed(1)} ms without them, ${p95(beside).toFixed(1)} ms beside them; live within ${slowest[Math.floor(slowest.length * 0.95)]?.toFixed(0)} ms (p95 of ${slowest.length}); ${baseMb.toFixed(0)} MB before, ${settled.toFixed(0)} MB after`);
  },
};
