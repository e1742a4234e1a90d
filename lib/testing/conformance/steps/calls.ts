/** Conversations, and what is left of them. */
import { connectTo } from "../../realtime-client";
import { toneWav } from "../wav";
import type { Scene, Step } from "./step";

/** A call over the socket with consent to words and sound, ended; gives its ids. */
async function recordedCall({ stage, owner }: Scene, slug: string): Promise<{ conversation: string; recording: string; resumeToken: string }> {
  const client = connectTo(Number(new URL(stage.server.url).port), `/v1/realtime?model=agent:${slug}&ext=1`, { key: owner.token });
  const session = await client.until("x.session");
  client.send({ type: "x.consent", audio: true, text: true });
  const { recording_id } = await client.until("x.consent", (event) => event.recording === true);
  client.send({ type: "conversation.item.create", item: { type: "message", role: "user", content: [{ type: "input_text", text: "Hello" }] } });
  client.send({ type: "response.create" });
  await client.until("response.done");
  client.socket.close(1000);
  await client.closed;
  return { conversation: String(session.conversation_id), recording: String(recording_id), resumeToken: String(session.resume_token) };
}

export const calls: Step = async (scene) => {
  const { call, known, until } = scene;
  const agent = await call("createAgent", { body: { name: "Switchboard", slug: "switchboard", definition: { handsOver: true, endsCalls: false } } });
  await call("publishAgent", { params: { id: agent.at("id") }, body: {} });
  await call("updateAgent", { params: { id: agent.at("id") }, body: { visibility: "public" } });
  known.add("agents", agent.at("id"));

  const typed = await call("createConversation", { body: { agent: "switchboard", consent: { text: true } } });
  const params = { id: typed.at("id") };
  known.add("conversations", params.id);
  await call("createTurn", { params, body: { text: "Can I speak to a person, please?", modality: "text" } });
  await call("createTurn", { params, raw: { type: "audio/wav", bytes: toneWav() } });
  await call("listConversations", { query: { channel: "http" } });
  await call("getConversation", { params });
  await call("updateConversation", { params, body: { title: "A message", rating: 5 } });
  const { json } = await until(() => call("listHandovers"), ({ text }) => text.includes("hnd_"));
  const handover = /hnd_[\w-]+/.exec(JSON.stringify(json))?.[0] ?? "";
  await call("readHandover", { params: { id: handover }, body: { read: true } });
  known.add("handovers", handover);

  for (const keeps of [true, false]) {
    const { conversation, recording, resumeToken } = await recordedCall(scene, "switchboard");
    if (keeps) await call("rateConversation", { params: { id: conversation }, body: { rating: 4, resumeToken } });
    await until(() => call("getRecording", { params: { id: recording } }), ({ text }) => text.includes('"ready"'));
    await call("getRecordingAudio", { params: { id: recording } });
    if (keeps) { known.add("recordings", recording); known.add("conversations", conversation); continue; }
    await call("deleteRecording", { params: { id: recording } });
    await call("listReceipts", { params: { id: conversation } });
    await call("deleteConversation", { params: { id: conversation } });
  }
  await call("listConsents", { query: { agent: "switchboard" } });
  await call("createClientSecret", { body: { session: { type: "realtime", model: "agent:switchboard" } } });
};
