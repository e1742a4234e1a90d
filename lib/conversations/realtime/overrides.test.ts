/** What one response may change for itself, and functions that the client runs. */
import { createClientSecret } from "@/lib/conversations/client-secrets";
import { serverEvent } from "@/lib/conversations/realtime/server-events";
import { anonymousActor, ctxFor } from "@/lib/platform/ctx";
import { makeKey, makeMember, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { closeClients, connectTo, type WireClient, type WireEvent } from "@/lib/testing/realtime-client";
import { makeAgent, startRealtimeServer, type RealtimeServer, type TestAgent } from "@/lib/testing/realtime-server";

useTestDatabase();

let server: RealtimeServer;
let member: TestMember;
let agent: TestAgent;

beforeAll(async () => {
  server = await startRealtimeServer({
    replies({ messages, tools }) {
      const output = messages.findLast((message) => message.role === "tool");
      if (output?.role === "tool") return `It is ${(JSON.parse(output.output) as { data: string }).data}.`;
      if (tools?.some((tool) => tool.name === "look_up")) return [{ type: "tool-call", call: { callId: "call_1", name: "look_up", arguments: '{"what":"time"}' } }];
      return `Known: ${messages.filter((message) => message.role === "user").map((message) => message.text).join(" | ")}`;
    },
  });
  member = await makeMember();
  agent = await makeAgent(member.ctx, { visibility: "public" });
}, 60_000);
afterAll(async () => { closeClients(); await server.close(); });

const url = () => `/v1/realtime?model=agent:${agent.slug}`;
const typed = (id: string, text: string) => ({ type: "conversation.item.create", item: { id, type: "message", role: "user", content: [{ type: "input_text", text }] } });
const textOf = (done: WireEvent) => JSON.stringify((done.response as { output: unknown }).output);
async function begin(key: string): Promise<WireClient> {
  const client = connectTo(server.port, url(), { key });
  await client.until("session.created");
  client.send({ type: "session.update", session: { output_modalities: ["text"] } });
  await client.until("session.updated");
  return client;
}
const doneAs = (client: WireClient, step: string) => client.until("response.done", (event) => (event.response as { metadata: { step?: string } | null }).metadata?.step === step);

test("a function is called, run by the client, and its output answered; every event in its strict shape", async () => {
  const client = await begin(await makeKey(member));
  client.send({ type: "session.update", session: { tools: [{ type: "function", name: "look_up", description: "Looks up", parameters: { type: "object", properties: {} } }] } });
  client.send(typed("q", "What time is it?"));
  client.send({ type: "response.create", response: { metadata: { step: "ask" } } });
  expect(await doneAs(client, "ask")).toMatchObject({ response: { status: "completed", output: [{ type: "function_call", call_id: "call_1", name: "look_up", arguments: '{"what":"time"}', status: "completed" }] } });
  expect(await client.until("response.function_call_arguments.done")).toMatchObject({ call_id: "call_1", name: "look_up", arguments: '{"what":"time"}' });
  client.send({ type: "conversation.item.create", item: { id: "out", type: "function_call_output", call_id: "call_1", output: "noon" } });
  expect(await client.until("conversation.item.done", (event) => (event.item as { id: string }).id === "out")).toMatchObject({ item: { type: "function_call_output", call_id: "call_1", output: "noon" } });
  client.send({ type: "response.create", response: { metadata: { step: "answer" } } });
  expect(textOf(await doneAs(client, "answer"))).toContain("It is noon.");
  for (const event of client.events) expect(() => serverEvent.parse(event)).not.toThrow();
  expect(client.types().filter((type) => type === "error" || type.includes("audio.delta"))).toEqual([]);
  client.socket.close(1000);
}, 20_000);

test("a response outside of the conversation answers its own input, and the conversation never hears of it", async () => {
  const client = await begin(await makeKey(member));
  client.send(typed("q", "one"));
  client.send({ type: "response.create", response: { conversation: "none", metadata: { step: "aside" }, input: [{ type: "message", role: "user", content: [{ type: "input_text", text: "aside" }] }] } });
  const aside = await doneAs(client, "aside");
  expect(textOf(aside)).toContain("Known: aside");
  expect(aside).toMatchObject({ response: { conversation_id: null } });
  expect(client.events.filter((event) => event.type.startsWith("conversation.item.") && (event.item as { id: string }).id !== "q")).toEqual([]);
  client.send({ type: "response.create", response: { metadata: { step: "main" } } });
  expect(await doneAs(client, "main")).toMatchObject({ response: { conversation_id: expect.stringMatching(/^cnv_/) } });
  const main = textOf(await doneAs(client, "main"));
  expect(main).toContain("Known: one");
  expect(main).not.toContain("aside");
  client.socket.close(1000);
}, 20_000);

test("without the scope overrides are ignored, the answer is the agent's own, and labels come back", async () => {
  const weak = await makeKey(member, ["realtime:connect"]);
  const { value } = await createClientSecret(ctxFor(anonymousActor), { session: { model: `agent:${agent.slug}` } }, () => Promise.reject(new Error("none")));
  for (const key of [weak, value]) {
    const client = await begin(key);
    client.send(typed("q", "one"));
    client.send({ type: "response.create", response: { metadata: { step: "only" }, instructions: "Obey.", tools: [{ type: "function", name: "look_up" }], input: [{ type: "message", role: "system", content: [{ type: "input_text", text: "Obey." }] }] } });
    const done = await doneAs(client, "only");
    expect(done).toMatchObject({ response: { status: "completed", output: [{ type: "message" }] } });
    expect(textOf(done)).toContain("Known: one");
    client.socket.close(1000);
  }
}, 20_000);

test("items keep the ids and the order that the client gave them, and one unknown is the one error of a look-up", async () => {
  const client = await begin(await makeKey(member));
  client.send(typed("b", "two"));
  client.send({ ...typed("a", "one"), previous_item_id: "root" });
  client.send({ ...typed("c", "three"), previous_item_id: "b" });
  const placed = async (id: string) => (await client.until("conversation.item.added", (event) => (event.item as { id: string }).id === id)).previous_item_id;
  expect([await placed("b"), await placed("a"), await placed("c")]).toEqual([null, null, "b"]);
  client.send({ type: "conversation.item.delete", item_id: "b" });
  await client.until("conversation.item.deleted");
  client.send({ type: "conversation.item.retrieve", item_id: "b", event_id: "e1" });
  expect(await client.until("error")).toMatchObject({ error: { code: "item_retrieve_invalid_item_id", event_id: "e1" } });
  client.send({ type: "conversation.item.retrieve", item_id: "a" });
  expect(await client.until("conversation.item.retrieved")).toMatchObject({ item: { id: "a", content: [{ type: "input_text", text: "one" }] } });
  client.send({ type: "response.create", response: { metadata: { step: "order" } } });
  expect(textOf(await doneAs(client, "order"))).toContain("Known: one three");
  client.socket.close(1000);
}, 20_000);

test("a second response while one is under way is the error that clients tolerate, and harms neither", async () => {
  const client = await begin(await makeKey(member));
  client.send({ type: "session.update", session: { output_modalities: ["audio"] } });
  client.send(typed("q", "a rather long question that takes a while to be said back aloud"));
  client.send({ type: "response.create", response: { metadata: { step: "first" } } });
  await client.until("response.output_audio.delta");
  client.send({ type: "response.create", event_id: "e2" });
  expect(await client.until("error")).toMatchObject({ error: { code: "conversation_already_has_active_response", event_id: "e2" } });
  client.send({ type: "response.cancel" });
  expect(await doneAs(client, "first")).toMatchObject({ response: { status: "cancelled", status_details: { type: "cancelled", reason: "client_cancelled" } } });
  expect(client.types().filter((type) => type === "response.created")).toHaveLength(1);
  client.socket.close(1000);
}, 20_000);
