/**
 * A server that speaks OpenAI's and Google's HTTP and fails on demand: what cloud adapters are tested and measured against.
 * A fault is set for all requests, for the next ones, or by one request for itself with the header `x-fault` or `?fault=`.
 * By itself: `node --import tsx lib/testing/fault-upstream.ts --port N [--fault NAME] [--delay MS]`.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { answerChat, answerModels, answerSpeech, answerSynthesis, answerVoices, answerRecognition, answerTranscription } from "./fault-upstream-answers";

export const upstreamFaults = [
  "slow", "stall", "stall-body", "cut", "cut-quietly", "unauthorised", "forbidden", "not-found", "refused", "rate-limited", "rate-limited-until", "error",
  "overloaded", "malformed", "not-a-chat", "empty", "wrong-type", "endless", "huge-line", "redirect", "error-event", "odd", "whole", "bad-parameter",
] as const;
export type UpstreamFault = (typeof upstreamFaults)[number];

export interface UpstreamRequest { path: string; headers: IncomingMessage["headers"]; body: Buffer; /** Set where the client went before the answer was whole. */ aborted: boolean }

export interface FaultUpstream {
  /** `http://127.0.0.1:port` */
  origin: string;
  requests: UpstreamRequest[];
  /** Bytes of bodies handed to the network so far, for proofs of back-pressure. */
  sentBytes(): number;
  abortedCount(): number;
  /** For every request from now on. */
  always(fault: UpstreamFault | null): void;
  /** For the next requests, one each. */
  next(...faults: (UpstreamFault | null)[]): void;
  script: UpstreamScript;
  close(): Promise<void>;
}

/** What is answered where no fault is set. */
export interface UpstreamScript {
  reply: string;
  toolCalls: { id: string; name: string; arguments: string }[];
  transcript: string;
  /** Length of the audio of any speech. */
  speechMs: number;
  models: string[];
  /** Before the first byte, and between two pieces. */
  delayMs: number;
  pieceDelayMs: number;
  /** How long `slow` waits. */
  slowMs: number;
}

export interface Answering { request: UpstreamRequest; response: ServerResponse; fault: UpstreamFault | null; script: UpstreamScript; pause(durationMs: number): Promise<void>; write(bytes: Uint8Array | string): Promise<void> }

export async function startFaultUpstream(options: { port?: number; fault?: UpstreamFault | null; script?: Partial<UpstreamScript> } = {}): Promise<FaultUpstream> {
  const script: UpstreamScript = { reply: "We open at nine. See you then!", toolCalls: [], transcript: "what time do you open", speechMs: 1_000, models: ["test-model"], delayMs: 0, pieceDelayMs: 0, slowMs: 60_000, ...options.script };
  const state = { always: options.fault ?? null, queued: [] as (UpstreamFault | null)[], sentBytes: 0 };
  const requests: UpstreamRequest[] = [];
  const server = createServer((incoming, response) => {
    void receive(incoming).then((body) => {
      const request: UpstreamRequest = { path: incoming.url ?? "/", headers: incoming.headers, body, aborted: false };
      requests.push(request);
      response.on("close", () => { if (!response.writableFinished) request.aborted = true; });
      const own = ownFault(incoming);
      const fault = own !== undefined ? own : state.queued.length > 0 ? (state.queued.shift() ?? null) : state.always;
      return answer({ request, response, fault, script, ...pacing(response, (sizeBytes) => { state.sentBytes += sizeBytes; }) });
    }).catch(() => response.destroy());
  });
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the upstream has no port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    requests, script,
    sentBytes: () => state.sentBytes,
    abortedCount: () => requests.filter((request) => request.aborted).length,
    always: (fault) => { state.always = fault; },
    next: (...faults) => { state.queued.push(...faults); },
    close: () => closeServer(server),
  };
}

async function receive(incoming: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

function ownFault(incoming: IncomingMessage): UpstreamFault | null | undefined {
  const asked = incoming.headers["x-fault"] ?? new URL(incoming.url ?? "/", "http://x").searchParams.get("fault");
  if (asked === null || asked === undefined) return undefined;
  return upstreamFaults.find((fault) => fault === asked) ?? null;
}

/** Writes wait for the reader: an endless answer holds no memory of its own. */
function pacing(response: ServerResponse, count: (sizeBytes: number) => void): Pick<Answering, "pause" | "write"> {
  const gone = new AbortController();
  if (response.closed || response.destroyed) gone.abort();
  else response.on("close", () => gone.abort());
  return {
    pause: (durationMs) => new Promise((resolve) => {
      if (durationMs <= 0 || gone.signal.aborted) return resolve();
      const timer = setTimeout(resolve, durationMs);
      timer.unref();
      gone.signal.addEventListener("abort", () => { clearTimeout(timer); resolve(); }, { once: true });
    }),
    async write(bytes) {
      if (gone.signal.aborted) return;
      count(Buffer.byteLength(bytes));
      if (!response.write(bytes)) await once(response, "drain", { signal: gone.signal }).catch(() => undefined);
    },
  };
}

async function answer(answering: Answering): Promise<void> {
  const { request, response, fault, script, pause } = answering;
  await pause(fault === "slow" ? script.slowMs : script.delayMs);
  if (await refuse(answering)) return;
  const path = request.path.split("?")[0] ?? "/";
  if (path.endsWith("/chat/completions")) return answerChat(answering);
  if (path.endsWith("/audio/speech")) return answerSpeech(answering);
  if (path.endsWith("/audio/transcriptions")) return answerTranscription(answering);
  if (path.endsWith("text:synthesize")) return answerSynthesis(answering);
  if (path.endsWith("speech:recognize")) return answerRecognition(answering);
  if (path.endsWith("/v1/voices")) return answerVoices(answering);
  if (path.endsWith("/models")) return answerModels(answering);
  response.writeHead(404, { "content-type": "application/json" }).end(JSON.stringify({ error: { message: "no such path", code: 404 } }));
}

/** Faults that are an HTTP status, for every path alike. */
async function refuse({ fault, response, request, write }: Answering): Promise<boolean> {
  const statuses: Partial<Record<UpstreamFault, number>> = { unauthorised: 401, forbidden: 403, "not-found": 404, refused: 400, "rate-limited": 429, "rate-limited-until": 429, error: 500, overloaded: 503 };
  const status = fault === null ? undefined : statuses[fault];
  if (status !== undefined) {
    const retryAfter = fault === "rate-limited" ? { "retry-after": "7" } : fault === "rate-limited-until" ? { "retry-after": new Date(Date.now() + 90_000).toUTCString() } : {};
    response.writeHead(status, { "content-type": "application/json", ...retryAfter }).end(JSON.stringify({ error: { message: `secret words of ${request.path}`, type: "test", code: status, status: "TEST" } }));
    return true;
  }
  if (fault === "redirect") { response.writeHead(307, { location: "http://127.0.0.1:1/elsewhere" }).end(); return true; }
  if (fault === "wrong-type") { response.writeHead(200, { "content-type": "text/html" }).end("<html><body>Welcome to the router</body></html>"); return true; }
  if (fault === "stall") { response.writeHead(200, { "content-type": "application/octet-stream" }).flushHeaders(); return true; }
  if (fault === "huge-line") {
    response.writeHead(200, { "content-type": request.path.endsWith("/chat/completions") ? "text/event-stream" : "application/json" });
    const piece = Buffer.alloc(1 << 20, "a");
    for (let sent = 0; sent < 1024 && !response.closed; sent++) await write(piece);
    response.end();
    return true;
  }
  return false;
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
}

if (process.argv[1]?.endsWith("fault-upstream.ts")) {
  const option = (name: string) => { const at = process.argv.indexOf(`--${name}`); return at === -1 ? undefined : process.argv[at + 1]; };
  const fault = upstreamFaults.find((each) => each === option("fault")) ?? null;
  void startFaultUpstream({ port: Number(option("port") ?? 0), fault, script: { delayMs: Number(option("delay") ?? 0) } }).then(({ origin }) => console.log(origin));
}
