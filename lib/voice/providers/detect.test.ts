import { createServer, type RequestListener, type Server } from "node:http";
import { once } from "node:events";
import { startFaultUpstream } from "@/lib/testing/fault-upstream";
import { detectModelServers } from "./detect";

const closers: (() => Promise<unknown> | void)[] = [];
afterEach(async () => { for (const close of closers.splice(0)) await close(); });

async function serve(listener: RequestListener): Promise<number> {
  const server: Server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => { server.closeAllConnections(); server.close(); });
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}
const json = (body: unknown, status = 200): RequestListener => (_, response) => { response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body)); };
const list = (...models: object[]) => ({ object: "list", data: models.map((model) => ({ object: "model", created: 1, ...model })) });

it("finds a server and the models that can reply", async () => {
  const port = await serve(json(list({ id: "llama3.2:3b", owned_by: "library" }, { id: "nomic-embed-text", owned_by: "library" })));
  expect(await detectModelServers({ ports: { ollama: port } })).toEqual([{ kind: "ollama", label: "Ollama", baseUrl: `http://127.0.0.1:${port}/v1`, models: ["llama3.2:3b"] }]);
});

it("believes what a server says of itself more than its port", async () => {
  const port = await serve(json(list({ id: "qwen", owned_by: "vllm" })));
  expect(await detectModelServers({ ports: { "llama-cpp": port } })).toMatchObject([{ kind: "vllm", label: "vLLM" }]);
});

it("takes Ollama without a model for what it is", async () => {
  const port = await serve(json({ object: "list", data: null }));
  expect(await detectModelServers({ ports: { ollama: port } })).toMatchObject([{ models: [] }]);
});

it.each<[string, RequestListener]>([
  ["a web page", (_, response) => { response.writeHead(200, { "content-type": "text/html" }).end("<html></html>"); }],
  ["any JSON", json({ ok: true })], ["a list of other things", json({ object: "list", data: [{ name: "x" }] })], ["a bare array", json([{ id: "a" }])],
  ["a list of agents, such as our own", json(list({ id: "agent:demo", owned_by: "parley" }))], ["a locked door", json({ error: "no" }, 401)], ["a redirect", (_, response) => { response.writeHead(302, { location: "http://127.0.0.1:1/" }).end(); }],
  ["silence", () => undefined], ["half an answer", (_, response) => { response.writeHead(200, { "content-type": "application/json" }); response.write("{\"object\":"); }],
])("does not mistake %s for a model server, and does not wait for it", async (_name, listener) => {
  const port = await serve(listener);
  const beganMs = performance.now();
  expect(await detectModelServers({ ports: { ollama: port } })).toEqual([]);
  expect(performance.now() - beganMs).toBeLessThan(1_500);
});

it("closed ports and our own port find nothing", async () => {
  const upstream = await startFaultUpstream();
  closers.push(() => upstream.close());
  const port = Number(new URL(upstream.origin).port);
  expect(await detectModelServers({ ports: { ollama: 1, vllm: port }, ownPort: port })).toEqual([]);
  expect(upstream.requests).toHaveLength(0);
  expect(await detectModelServers({ ports: { vllm: port } })).toHaveLength(1);
});
