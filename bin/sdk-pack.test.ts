import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { installSdk, type Consumer } from "@/lib/testing/sdk-consumer";

const run = promisify(execFile);
let consumer: Consumer;
beforeAll(async () => { consumer = await installSdk({ links: ["react", "ws", "@types/react", "@types/ws", "@types/node", "undici-types", "csstype"] }); }, 90_000);
afterAll(() => { consumer.remove(); });

/** What tsc says of one file, strictly and with every library checked; empty where it is content. */
async function complaints(text: string, options: { lib: string[]; types?: string[] }): Promise<string> {
  consumer.write("consumer.ts", text);
  consumer.write("tsconfig.json", JSON.stringify({
    compilerOptions: { strict: true, noEmit: true, target: "es2022", module: "nodenext", moduleResolution: "nodenext", jsx: "react-jsx", skipLibCheck: false, exactOptionalPropertyTypes: false, noUncheckedIndexedAccess: true, types: options.types ?? [], lib: options.lib },
    files: ["consumer.ts"],
  }));
  return run(process.execPath, [join(process.cwd(), "node_modules/typescript/bin/tsc"), "-p", consumer.directory]).then(() => "", (error: { stdout: string }) => error.stdout);
}

const typedUse = `
import { createParley, isApiError, type OperationInput } from "parley-sdk/http";
const parley = createParley({ baseUrl: "https://parley.example", apiKey: "pk_x", retries: { most: 1 } });
export async function run(): Promise<string> {
  const body: OperationInput<"createAgent">["body"] = { name: "Till" };
  const agent = await parley.createAgent({ body, idempotencyKey: "once" });
  const id: string = agent.id;
  for await (const each of parley.paginate.listAgents({ query: { limit: 10 } })) { const name: string = each.name; void name; }
  const speech = await parley.createSpeech({ body: { model: "local", voice: "v", input: "Hi" } });
  const bytes: ArrayBuffer = await speech.arrayBuffer();
  await parley.addKnowledgePdf({ params: { id }, body: new Uint8Array(bytes) });
  await parley.createTranscription({ body: { model: "local", file: { uri: "file:///a.wav", name: "a.wav", type: "audio/wav" } } });
  const nothing: undefined = await parley.deleteAgent({ params: { id } });
  void nothing;
  try { await parley.getMe(); } catch (error) { if (isApiError(error)) return error.code; }
  // @ts-expect-error There is no such operation.
  await parley.createAgents({ body });
  // @ts-expect-error The parameter is missing.
  await parley.getAgent();
  // @ts-expect-error A name is text.
  await parley.createAgent({ body: { name: 7 } });
  // @ts-expect-error One agent is no list.
  parley.paginate.getAgent;
  return id;
}`;

test("the typed client type-checks strictly with no DOM and no Node types, as in React Native", async () => {
  expect(await complaints(typedUse, { lib: ["es2022"] })).toBe("");
}, 60_000);

test("and where the DOM or Node declares its own, those are meant", async () => {
  const own = `${typedUse}\nexport const whole = async (): Promise<Response> => parley.createSpeech({ body: { model: "local", voice: "v", input: "Hi" } });\ncreateParley({ fetch });`;
  expect(await complaints(own, { lib: ["es2022", "dom", "dom.iterable"] })).toBe("");
  expect(await complaints(own, { lib: ["es2022"], types: ["node"] })).toBe("");
}, 120_000);

test("the call type-checks without the DOM, with a socket and sound that the application brings, and the hooks with React's types", async () => {
  const call = `
import { createParley, type AudioSink, type AudioSource, type CallTurn } from "parley-sdk";
import WebSocket from "ws";
const source: AudioSource = { start: (onAudio) => { onAudio(new Int16Array(480)); return () => {}; } };
const sink: AudioSink = { write: (pcm) => void pcm.length, clear: () => {} };
const call = createParley({ baseUrl: "https://parley.example", webSocket: WebSocket, audio: { source, sink } }).call({ agent: "demo", version: 2 });
const off: () => void = call.on("turn", (turn: CallTurn) => void turn.heardText);
call.on("transcript", ({ text, final }) => void [text.length, final]);
// @ts-expect-error No such event.
call.on("silence", () => {});
export const begin = async () => { off(); await call.start({ voice: true, consent: { audio: false, text: true } }); };`;
  expect(await complaints(call, { lib: ["es2022"], types: ["node"] })).toBe("");
  const hooks = `
import { createElement } from "react";
import { createParley } from "parley-sdk";
import { ParleyProvider, useCall, usePaginated, useParley } from "parley-sdk/react";
function List() {
  const { items, loadMore, hasMore } = usePaginated("listAgents", { query: { limit: 5 } });
  const { call, snapshot } = useCall({ agent: "demo" });
  void [useParley().getMe, call.mute, loadMore, hasMore];
  return createElement("p", null, items.map((agent) => agent.name).join(), snapshot.call.phase);
}
export const app = createElement(ParleyProvider, { parley: createParley() }, createElement(List));`;
  expect(await complaints(hooks, { lib: ["es2022", "dom", "dom.iterable"] })).toBe("");
}, 120_000);

test("it has no dependency, names no module of Node, and Node imports each of its parts without React", async () => {
  const described = JSON.parse(readFileSync(join(consumer.directory, "node_modules/parley-sdk/package.json"), "utf8"));
  expect(described.dependencies).toBeUndefined();
  consumer.write("imports.mjs", `
    import { readdirSync, readFileSync } from "node:fs";
    const folder = "node_modules/parley-sdk/";
    const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".js") && name !== "voice-worklet.js");
    const imported = new Set(files.flatMap((name) => [...readFileSync(folder + name, "utf8").matchAll(/^(?:import|export)[^"']*?["']([^"']+)["']/gm)].map((match) => match[1])).filter((name) => !name.startsWith(".")));
    const parts = [await import("parley-sdk"), await import("parley-sdk/http"), await import("parley-sdk/call")];
    console.log(JSON.stringify({ imported: [...imported], parts: parts.map((part) => Object.keys(part).sort()) }));
  `);
  const { imported, parts } = JSON.parse(await consumer.node("imports.mjs"));
  expect(imported).toEqual(["react"]);
  expect(parts).toEqual([["ApiError", "createCall", "createParley", "isApiError", "messageOf"], ["ApiError", "createParley", "isApiError", "messageOf"], ["ApiError", "createCall", "isApiError"]]);
});

test("a listener that throws stops neither the call nor the other listeners, and its error is not lost", async () => {
  consumer.write("listener.mjs", `
    import { createCall } from "parley-sdk/call";
    const lost = [];
    const ends = [];
    process.on("uncaughtException", (error) => lost.push(error.message));
    const call = createCall({ agent: "demo", baseUrl: "http://127.0.0.1:9", audio: false, clientSecret: async () => { throw new Error("no secret"); } });
    call.on("state", () => { throw new Error("of the application"); });
    call.on("end", () => ends.push(call.snapshot().call.phase));
    await call.start({ voice: false, consent: null });
    console.log(JSON.stringify({ lost, ends }));
  `);
  expect(JSON.parse(await consumer.node("listener.mjs"))).toEqual({ lost: ["of the application", "of the application"], ends: ["error"] });
});
