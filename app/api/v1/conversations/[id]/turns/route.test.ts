import { POST as createPost, GET as listGet } from "@/app/api/v1/conversations/route";
import { POST as turnPost } from "@/app/api/v1/conversations/[id]/turns/route";
import { GET as conversationGet, DELETE as conversationDelete } from "@/app/api/v1/conversations/[id]/route";
import { liveCall } from "@/lib/conversations/live-calls";
import { makeKey, makeMember, testRequest, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { waitFor } from "@/lib/testing/realtime-client";
import { makeAgent, scriptedRuntime, type TestAgent } from "@/lib/testing/realtime-server";
import { writeWav } from "@/lib/voice/wav";

useTestDatabase();
let member: TestMember;
let key: string;
let agent: TestAgent;
beforeAll(async () => {
  scriptedRuntime({ texts: ["What did I say?"], perCharacterMs: 30 });
  member = await makeMember();
  key = await makeKey(member);
  agent = await makeAgent(member.ctx, { visibility: "public" });
}, 60_000);

const params = (id: string) => ({ params: Promise.resolve({ id }) });
const create = async (as: TestMember | string, body: object = {}) => { const response = await createPost(testRequest("POST", "/api/v1/conversations", { as, body: { agent: agent.slug, ...body } })); return { status: response.status, body: await response.json() as { id: string; textConsent: boolean } }; };
const turn = (as: TestMember | string, id: string, body: object) => turnPost(testRequest("POST", `/api/v1/conversations/${id}/turns`, { as, body }), params(id));
interface Event { type: string; transcript?: string; text?: string; delta?: string; response?: { status: string } }
const events = async (response: Response): Promise<Event[]> => (await response.text()).trim().split("\n\n").map((block) => JSON.parse(block.slice(block.indexOf("\ndata: ") + 7)) as Event);
const read = async (as: TestMember, id: string) => await (await conversationGet(testRequest("GET", `/api/v1/conversations/${id}`, { as }), params(id))).json() as { endedAt: string | null; turnCount: number; turns: { role: string; generatedText: string | null }[] };

test("text in, speech out: more audio than fits the time it took, because nobody waits for a loudspeaker", async () => {
  const { status, body } = await create(member);
  expect([status, body.textConsent]).toEqual([201, true]);
  const beganMs = performance.now();
  const told = await events(await turn(member, body.id, { text: "Tell me about the opening hours of the shop in the old town, please" }));
  const elapsedMs = performance.now() - beganMs;
  expect(told.find((event) => event.type === "response.done")).toMatchObject({ response: { status: "completed" } });
  const audioMs = told.filter((event) => event.type === "response.output_audio.delta").reduce((sum, event) => sum + Buffer.from(event.delta ?? "", "base64").length / 48, 0);
  expect(audioMs).toBeGreaterThan(1_500);
  expect(elapsedMs).toBeLessThan(audioMs);
  expect(told.some((event) => event.type === "x.turn.metrics")).toBe(true);
  const kept = await read(member, body.id);
  expect(kept).toMatchObject({ endedAt: null, turnCount: 1 });
  expect(kept.turns.map((row) => row.role)).toEqual(["caller", "agent"]);
}, 30_000);

test("a second turn knows the first, whether or not the text is kept", async () => {
  scriptedRuntime({ replies: (request) => `Heard ${request.messages.filter((message) => message.role === "user").length}.` });
  for (const as of [member, key]) {
    const { body } = await create(as);
    await events(await turn(as, body.id, { text: "One", modality: "text" }));
    const told = await events(await turn(as, body.id, { text: "Two", modality: "text" }));
    expect(told.find((event) => event.type === "response.output_text.done")?.text).toBe("Heard 2.");
    const kept = await read(member, body.id);
    expect(kept.turns.some((row) => row.generatedText === "Two")).toBe(as === member);
  }
}, 30_000);

test("a WAV file in is transcribed and answered", async () => {
  scriptedRuntime({ texts: ["What did I say?"] });
  const { body } = await create(member);
  const wav = writeWav(Int16Array.from({ length: 32_000 }, (_all, index) => (index > 4_000 && index < 20_000 ? 9_000 * Math.sin(index / 8) : 0)), 16_000);
  const request = new Request(`http://localhost:3000/api/v1/conversations/${body.id}/turns`, { method: "POST", headers: { "content-type": "audio/wav", authorization: `Bearer ${key}` }, body: new Uint8Array(wav) });
  const told = await events(await turnPost(request, params(body.id)));
  expect(told.find((event) => event.type.endsWith("transcription.completed"))?.transcript).toBe("What did I say?");
  expect(told.find((event) => event.type === "response.done")).toMatchObject({ response: { status: "completed" } });
}, 30_000);

test("a stranger, a broken file, both and neither are refused as problems", async () => {
  const { body } = await create(member);
  const stranger = await makeMember();
  const refused = async (response: Response | Promise<Response>) => { const answer = await response; return [answer.status, (await answer.json() as { code: string }).code]; };
  expect(await refused(turn(stranger, body.id, { text: "Hi" }))).toEqual([404, "not_found"]);
  expect(await refused(turn(member, body.id, { text: "Hi", audio: "AAAA" }))).toEqual([422, "validation_failed"]);
  expect(await refused(turn(member, body.id, {}))).toEqual([422, "validation_failed"]);
  expect(await refused(turn(member, body.id, { audio: "AAAA" }))).toEqual([415, "audio_format_unsupported"]);
  expect(await refused(turn(member, "cnv_none", { text: "Hi" }))).toEqual([404, "not_found"]);
});

test("several turns of one conversation at once: one is answered, the others are a conflict", async () => {
  scriptedRuntime({});
  for (let round = 0; round < 5; round += 1) {
    const { body } = await create(member);
    const all = await Promise.all(Array.from({ length: 8 }, (_all, index) => turn(member, body.id, { text: `Number ${index}`, modality: "text" })));
    expect(all.map((response) => response.status).sort()).toEqual([200, ...Array.from({ length: 7 }, () => 409)]);
    await Promise.all(all.map((response) => response.text()));
  }
}, 20_000);

test("a client that leaves in the middle ends its turn, and the next one is answered", async () => {
  scriptedRuntime({ replies: [Array.from({ length: 400 }, () => "word").join(" ")], perCharacterMs: 40 });
  const { body } = await create(member);
  const reader = (await turn(member, body.id, { text: "Talk on and on" })).body?.getReader();
  await reader?.read();
  expect((await turn(member, body.id, { text: "Too soon" })).status).toBe(409);
  await reader?.cancel();
  await waitFor(async () => (liveCall(body.id) ? null : true));
  scriptedRuntime({ replies: ["Short."] });
  const next = await waitFor(async () => { const response = await turn(member, body.id, { text: "And now?", modality: "text" }); return response.status === 200 ? response : null; });
  const told = await events(next);
  expect(told.find((event) => event.type === "response.output_text.done")?.text).toBe("Short.");
  expect((await read(member, body.id)).turns.map((row) => row.role)).toEqual(["caller", "agent", "caller", "agent"]);
}, 30_000);

test("words that hold what a database refuses are kept without it", async () => {
  scriptedRuntime({ replies: ["Yes."] });
  const { body } = await create(member);
  await events(await turn(member, body.id, { text: "Be\u0000fore \ud800after", modality: "text" }));
  expect((await read(member, body.id)).turns.map((row) => row.generatedText)).toEqual(["Before after", "Yes."]);
}, 20_000);

test("a few bytes that last long are too large, before they are worked on", async () => {
  const { body } = await create(member);
  const wav = Buffer.concat([Buffer.from("RIFF\0\0\0\0WAVEfmt "), Buffer.from(Uint32Array.of(16).buffer), Buffer.from(Uint16Array.of(1, 1).buffer), Buffer.from(Uint32Array.of(4_000, 4_000).buffer), Buffer.from(Uint16Array.of(1, 8).buffer), Buffer.from("data"), Buffer.from(Uint32Array.of(4_000 * 111).buffer), Buffer.alloc(4_000 * 111, 128)]);
  expect((await turn(member, body.id, { audio: wav.toString("base64") })).status).toBe(413);
});

test("a deleted conversation is gone from the list, and pages do not repeat themselves", async () => {
  const { body } = await create(member);
  expect((await conversationDelete(testRequest("DELETE", `/api/v1/conversations/${body.id}`, { as: member }), params(body.id))).status).toBe(204);
  const seen: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const response = await listGet(testRequest("GET", `/api/v1/conversations?limit=2${cursor ? `&cursor=${cursor}` : ""}`, { as: member }));
    const page = await response.json() as { items: { id: string }[]; nextCursor: string | null };
    seen.push(...page.items.map((item) => item.id));
    cursor = page.nextCursor;
  }
  expect(seen).not.toContain(body.id);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.length).toBeGreaterThan(3);
});
