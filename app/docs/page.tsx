import type { Metadata } from "next";
import { headers } from "next/headers";
import Link from "next/link";
import { publicOrigin } from "@/lib/platform/env";

export const metadata: Metadata = { title: "Docs" };

export default async function DocsPage() {
  await headers();
  const origin = publicOrigin();
  return (
    <article className="paper">
      <h1 className="title">Connect a client</h1>
      <p>Parley speaks the OpenAI Realtime protocol at <code className="code">{origin.replace(/^http/, "ws")}/v1/realtime</code>. Give a client this address, a key from <Link href="/settings">Settings</Link>, and an agent in place of a model.</p>
      <h2>A realtime client</h2>
      <Snippet label="A realtime client in JavaScript">{`import OpenAI from "openai";
import { OpenAIRealtimeWS } from "openai/realtime/ws";

const client = new OpenAI({ baseURL: "${origin}/v1", apiKey: process.env.PARLEY_API_KEY });
const call = new OpenAIRealtimeWS({ model: "agent:demo" }, client);

call.on("session.created", () => call.send({ type: "response.create" }));
call.on("response.output_audio_transcript.delta", (event) => process.stdout.write(event.delta));`}</Snippet>
      <ul>
        <li><code className="code">agent:&lt;address&gt;</code> is the live version of an agent, <code className="code">agent:&lt;address&gt;@draft</code> its draft.</li>
        <li>A browser asks <code className="code">POST /v1/realtime/client_secrets</code> for a secret that opens one connection.</li>
        <li>Audio is 16-bit PCM, mono, 24 kHz. Without <code className="code">turn_detection</code> in the session the agent’s own turn-taking holds.</li>
      </ul>
      <h2>Speech without a call</h2>
      <Snippet label="Speech with curl">{`curl ${origin}/v1/audio/speech \\
  -H "Authorization: Bearer $PARLEY_API_KEY" -H "Content-Type: application/json" \\
  -d '{"model": "local", "voice": "piper:joe", "input": "Good morning."}' -o morning.mp3`}</Snippet>
      <h2>Everything else</h2>
      <p>Agents, knowledge, conversations and recordings are under <code className="code">/api/v1</code>. Errors there are problem documents with a <code className="code">code</code>, words for people, and a request id. <a href="/api/openapi.json">The OpenAPI document</a> lists every operation.</p>
    </article>
  );
}

const Snippet = ({ label, children }: { label: string; children: string }) => <pre tabIndex={0} role="region" aria-label={label}><code>{children}</code></pre>;
