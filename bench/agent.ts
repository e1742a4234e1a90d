/** Agents for benchmarks, made as anybody would make them: over the interface, published, and called by their address. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import type { RunningServer } from "@/lib/testing/running-server";
import type { Say } from "./clips";

const demo = z.object({ definition: z.record(z.string(), z.unknown()), knowledge: z.array(z.object({ question: z.string(), answer: z.string() })) });
const made = z.object({ id: z.string(), slug: z.string() });

/** Asks the server; throws with its own words where it refuses. */
export async function ask(server: RunningServer, key: string, path: string, body: unknown, method = "POST"): Promise<Response> {
  const response = await fetch(`${server.url}${path}`, { method, headers: { authorization: `Bearer ${key}`, "content-type": "application/json" }, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return response;
}

export interface AgentWish {
  name: string;
  /** Over the demo agent's: it greets nobody and never hangs up, but is otherwise as it comes. */
  definition?: Record<string, unknown>;
  /** Anybody may talk to it. */
  isPublic?: boolean;
  /** Instead of the demo's. */
  facts?: { question: string; answer: string }[];
}

/** A published agent: its name in addresses, and its own on the realtime socket. */
export async function makeAgent(server: RunningServer, key: string, { name, definition = {}, facts, isPublic = false }: AgentWish): Promise<{ slug: string; url: string }> {
  const file = demo.parse(JSON.parse(readFileSync("supabase/seed/demo-agent.json", "utf8")));
  const entries = (facts ?? file.knowledge).map(({ question, answer }) => ({ question, answer }));
  const agent = made.parse(await (await ask(server, key, "/api/v1/agents/import", {
    format: "parley.agent/1", name, definition: { ...file.definition, greeting: "", endsCalls: false, ...definition }, knowledge: entries.length > 0 ? [{ title: "Facts", kind: "typed", entries }] : [],
  })).json());
  await ask(server, key, `/api/v1/agents/${agent.id}/versions`, {});
  if (isPublic) await ask(server, key, `/api/v1/agents/${agent.id}`, { visibility: "public" }, "PATCH");
  return { slug: agent.slug, url: `${server.realtimeUrl}?model=agent:${agent.slug}` };
}

/** The server's own speech, as WAV. */
export const sayWith = (server: RunningServer, key: string): Say => async (text, voice) =>
  Buffer.from(await (await ask(server, key, "/v1/audio/speech", { model: "local", input: text, voice, response_format: "wav" })).arrayBuffer());

/** Something to interrupt: about twenty seconds of speech, the longest answer that a fact may have. */
export const longStory = {
  question: "What is the history of the shop?",
  answer: "The shop was founded by two sisters who mended sails for the fishing fleet. Over the years it turned to rope, then to lamps, then to boots, and in the end to books about the sea. There are now more than nine thousand of them, on shelves that were once the ribs of a boat that ran aground nearby.",
};
