/** One process, one port, one origin: Next's pages, the realtime socket and the background jobs. `npm run up` starts it. */
import { flushCompileCache } from "node:module";
import { systemClock } from "@/lib/platform/clock";
import { openDataDirectory, StartError } from "@/lib/platform/data-directory";
import { env, publicOrigin, changeEnv, requireServerEnv } from "@/lib/platform/env";
import { isAppError } from "@/lib/platform/errors";
import { rootLog } from "@/lib/platform/log";
import { registerHealth } from "@/lib/platform/health";
import { rateLimiter } from "@/lib/platform/rate-limiter/limiter";
import { startSentry } from "@/lib/platform/sentry";
import { startTicker } from "@/lib/platform/ticker";
import { liveCalls } from "@/lib/conversations/live-calls";
import { createRealtimeDoor } from "@/lib/conversations/realtime/door";
import { integrationsHealth } from "@/lib/integrations/catalogue";
import { mailHealth } from "@/lib/mail/service";
import { workspaceKeys } from "@/lib/provider-keys/workspace-keys";
import { recordingsHealth } from "@/lib/recordings/blobs";
import { findFfmpeg, uploadsHealth } from "@/lib/voices/media/ffmpeg";
import { startVoiceRuntime } from "@/lib/voices/runtime";
import { jobs } from "@/lib/jobs";
import { firstWords, prepareDatabase } from "@/lib/start/database";
import { startSpareMemory } from "@/lib/start/spare-memory";
import { listen, preparePages, requireFreePort } from "@/lib/start/listen";

/** What was started so far, to be ended in the opposite order. */
const ends: (() => Promise<unknown> | void)[] = [];

async function start(): Promise<void> {
  requireServerEnv();
  process.env.NEXT_TELEMETRY_DISABLED = "1"; // Parley calls nobody, and neither does what it is made of
  await requireFreePort(env().PARLEY_HOST, env().PARLEY_PORT);
  const data = openDataDirectory(env().PARLEY_DATA_DIR);
  ends.push(data.release);
  if (!env().PARLEY_SECRET) changeEnv({ PARLEY_SECRET: data.secret });
  void findFfmpeg(); // asked now, so that the first file need not wait for it
  const voices = await startVoiceRuntime(workspaceKeys); // the models warm up while the rest starts
  ends.push(voices.stop);
  const database = await prepareDatabase({ seed: true });
  ends.push(database.stop);
  // Only now: loading the pages holds the thread for seconds, and a connection that was being made would have waited too long.
  const [pages] = await Promise.all([preparePages(), startSentry()]);
  ends.push(rateLimiter().close, startSpareMemory(() => liveCalls().length === 0).stop);
  const door = createRealtimeDoor(voices);
  const server = await listen(pages, door.upgrade, data.path);
  ends.push(server.close, startTicker(jobs, systemClock).stop, door.drain); // calls first: they are told, and finish what they say
  registerHealth("mail", mailHealth);
  registerHealth("recordings", recordingsHealth());
  registerHealth("integrations", integrationsHealth);
  registerHealth("uploads", uploadsHealth);
  const integrations = await integrationsHealth();
  if (integrations.state !== "ok") rootLog().error({ detail: integrations.detail }, "integrations that ship were changed");
  data.announce(publicOrigin());
  for (const line of await firstWords(voices.fault)) process.stdout.write(`${line}\n`);
  flushCompileCache(); // kept now, for the start after one that was killed
}

const started = start().catch((error: unknown) => {
  const told = error instanceof StartError ? error.message : isAppError(error) ? (error.options.internal ?? error.publicMessage) : null;
  if (told) process.stderr.write(`${told}\n`);
  else rootLog().fatal({ err: error }, "the server could not start");
  void stop(1);
});

let stopping = false;
/** Ends what was started, also where the start has not finished or has failed. */
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  if (code === 0) await started;
  for (const end of ends.reverse()) await end();
  process.exit(code);
}
for (const signal of ["SIGTERM", "SIGINT", "disconnect"] as const) process.on(signal, () => void stop(0)); // "disconnect": whoever started us is gone
process.on("uncaughtException", (error) => {
  rootLog().fatal({ err: error }, "an error reached nobody");
  void stop(1);
});
