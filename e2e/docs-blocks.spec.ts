/** The documentation's code blocks, each copied and run as a reader does it. lib/testing/docs-blocks.test.ts sees that none is left out. */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, startServer } from "@/lib/testing/running-server";
import { packSdk } from "@/lib/testing/sdk-consumer";
import { runDocs } from "./docs-reader";
import { expect, test } from "./fixtures";

// Packages are fetched, a certificate is made, Go is compiled: minutes where the machine is busy.
test.setTimeout(300_000);

const price = /Agent: .*£4\.50/;

async function readerOf(server: { url: string; member(): Promise<{ email: string; password: string; key: string }> }): Promise<Record<string, string>> {
  const { email, password, key } = await server.member();
  const signedIn = await fetch(`${server.url}/api/v1/tokens`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ grant: "password", email, password }) });
  const { accessToken } = await signedIn.json() as { accessToken: string };
  return { PARLEY_URL: server.url, PARLEY_API_KEY: key, PARLEY_ACCESS_TOKEN: accessToken, EMAIL: email, PASSWORD: password, PORT: String(await freePort()) };
}

test("speech is made and read back by curl", async ({ server }) => {
  const sizes: number[] = [];
  const printed = await runDocs("speech", await readerOf(server), (folder) => { sizes.push(...["morning.mp3", "morning.wav"].map((name) => statSync(join(folder, name)).size)); });
  expect(Math.min(...sizes)).toBeGreaterThan(4_000);
  expect(printed).toMatch(/"text":\s*"Good morning/i);
});

test("a key is made with one scope, and a key lists agents", async ({ server }) => {
  const printed = await runDocs("keys", await readerOf(server));
  expect(printed).toContain('"scopes":["conversations:read"]');
  expect(printed).toContain('"items":');
});

test("an app signs in, renews its tokens and signs out", async ({ server }) => {
  let kept = "";
  const reader = await readerOf(server);
  await runDocs("tokens", reader, (folder) => { kept = join(folder, "tokens.json"); expect(statSync(kept).size).toBeGreaterThan(50); });
});

test("a browser's socket opens with a secret that a server asked for", async ({ server }) => {
  expect(await runDocs("secret", await readerOf(server))).toContain("session.created");
});

test("JavaScript: a spoken question is heard and answered", async ({ server }) => {
  const printed = await runDocs("websocket-js", await readerOf(server));
  expect(printed).toMatch(/Heard: .*sourdough/i);
  expect(printed).toMatch(price);
});

test("JavaScript: the openai client calls over TLS with a certificate that it was told to trust", async () => {
  const server = await startServer({ env: { PARLEY_TLS: "1" } });
  try {
    const { key } = await server.member();
    expect(await runDocs("websocket-openai", { PARLEY_URL: server.url, PARLEY_API_KEY: key })).toMatch(price);
  } finally { await server.stop(); }
});

test("Python: a typed question is answered by voice", async ({ server }) => {
  let answerBytes = 0;
  const printed = await runDocs("websocket-python", await readerOf(server), (folder) => { answerBytes = statSync(join(folder, "answer.wav")).size; });
  expect(printed).toMatch(price);
  expect(answerBytes).toBeGreaterThan(24_000);
});

test("Go: a typed question is answered", async ({ server }) => {
  expect(await runDocs("websocket-go", await readerOf(server))).toMatch(price);
});

test("curl: a turn over HTTP is answered as a stream", async ({ server }) => {
  const printed = await runDocs("websocket-curl", await readerOf(server));
  expect(printed).toContain("£4.50");
  expect(printed).toContain("response.done");
});

test("a lost connection is taken up again by the resume token", async ({ server }) => {
  expect(await runDocs("resume", await readerOf(server))).toContain("resumed: true same call: true");
});

test("a patient client repeats and gets its answer", async ({ server }) => {
  expect((await runDocs("patient", await readerOf(server))).trim()).toBe("200");
});

test("JavaScript: a webhook is verified, heard once though sent twice, and refused with another's signature", async () => {
  const printed = await runDocs("webhook-js", { PORT: String(await freePort()) });
  expect(printed.match(/answered \d+/g)).toEqual(["answered 204", "answered 204", "answered 400"]);
  expect(printed.match(/conversation\.ended cnv_01jd8k2m4n/g)).toHaveLength(1);
});

test("Python: a webhook is verified, and one that was changed is not", async () => {
  const printed = await runDocs("webhook-python", {});
  expect(printed).toContain("genuine: agent.published");
  expect(printed).toContain("changed: None");
});

test("health and the request id are there for who looks for a fault", async ({ server }) => {
  const printed = await runDocs("health", await readerOf(server));
  expect(printed).toContain("status");
  expect(printed).toMatch(/x-request-id: \S+/i);
});

test("conventions: a list is walked, a repeated create makes one agent, and a late change is refused", async ({ server }) => {
  const printed = await runDocs("conventions", await readerOf(server));
  expect(printed.match(/^Made once$/gm)).toHaveLength(1);
  expect(printed).toContain("precondition_failed");
});

test("the SDK is installed from its tarball, makes an agent, and calls it in writing", async ({ server }) => {
  const packed = mkdtempSync(join(tmpdir(), "parley-packed-"));
  const printed = await runDocs("sdk", { ...await readerOf(server), PARLEY_SDK: await packSdk(packed) });
  rmSync(packed, { recursive: true, force: true });
  expect(printed).toContain("My restaurant");
  expect(printed).toContain("not_found There is nothing here");
  expect(printed).toMatch(/agent: .*dinner/i);
});
