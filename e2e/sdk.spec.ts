import { spawn, type ChildProcess } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page, WebSocketRoute } from "@playwright/test";
import { freePort, startServer, type RunningServer } from "@/lib/testing/running-server";
import { installSdk, type Consumer } from "@/lib/testing/sdk-consumer";
import { expect, heardFromLoudspeaker, test as base } from "./fixtures";

interface Site { port: number; url: string; consumer: Consumer }

/** The example, installed from the tarball and built; a Parley that lists its origin. */
const test = base.extend<object, { site: Site; server: RunningServer }>({
  site: [async ({}, use) => {
    const port = await freePort();
    const consumer = await installSdk({ from: "examples/talk", links: ["react", "react-dom", "esbuild", "ws"] });
    await consumer.node("build.mjs");
    await use({ port, url: `http://localhost:${port}`, consumer });
    consumer.remove();
  }, { scope: "worker", timeout: 300_000 }],
  server: [async ({ site }, use) => {
    const server = await startServer({ env: { ALLOWED_ORIGINS: site.url } });
    await use(server);
    await server.stop();
  }, { scope: "worker", timeout: 300_000 }],
});

function serveExample(site: Site, server: RunningServer, key: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["server.mjs"], { cwd: site.consumer.directory, env: { ...process.env, PARLEY_URL: server.url, PARLEY_API_KEY: key, PORT: String(site.port) }, stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    child.stdout?.on("data", () => resolve(child));
    child.once("exit", (code) => reject(new Error(`The example ended with ${code}.`)));
  });
}

async function openExample(page: Page, site: Site, server: RunningServer): Promise<{ log: Locator; status: Locator }> {
  await page.goto(`${site.url}/?parley=${encodeURIComponent(server.url)}`);
  await expect(page.getByLabel("Templates")).not.toBeEmpty({ timeout: 20_000 });
  await page.getByRole("button", { name: "Make an agent" }).click();
  await expect(page.getByRole("heading", { name: "Sea books" })).toBeVisible({ timeout: 30_000 });
  return { log: page.getByRole("list", { name: "Transcript" }), status: page.getByRole("status") };
}

test("an application on another origin makes an agent by the typed client, calls it by text, and survives a broken line", async ({ server, site, speechKey, openPage }) => {
  test.setTimeout(180_000);
  const page = await openPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  const lines: WebSocketRoute[] = [];
  await page.routeWebSocket(/\/v1\/realtime/, (route) => { lines.push(route); route.connectToServer(); });
  const example = await serveExample(site, server, speechKey);
  try {
    const { log, status } = await openExample(page, site, server);
    await page.getByRole("button", { name: "Type" }).click();
    await expect(log).toContainText("Sea Books", { timeout: 30_000 });
    await page.getByLabel("Words").fill("Do you sell gift cards?");
    await page.getByRole("button", { name: "Send" }).click();
    await expect(log).toContainText("gift cards begin", { timeout: 30_000 });
    await expect(status).toHaveText("listening", { timeout: 30_000 });

    const cutAtMs = performance.now();
    await lines[0]?.close({ code: 1011, reason: "cut" });
    await expect(status).toHaveText("reconnecting", { timeout: 2_000 });
    await expect(status).toHaveText("listening", { timeout: 5_000 });
    expect(performance.now() - cutAtMs).toBeLessThan(5_000);
    expect(lines).toHaveLength(2);

    await page.getByLabel("Words").fill("When do you open on Saturday?");
    await page.getByRole("button", { name: "Send" }).click();
    await expect(log).toContainText("On Saturdays we open at nine", { timeout: 30_000 });
    await expect(log.locator("[data-role=agent]").filter({ hasText: "hello." })).toHaveCount(1);
    await page.getByRole("button", { name: "End", exact: true }).click();
    await expect(status).toHaveText("ended");
    expect(faults).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain(speechKey);
  } finally { example.kill("SIGTERM"); }
});

test("it talks to its agent by voice and interrupts it, and what was cut off is neither played nor shown as heard", async ({ server, site, speechKey, spoken, openPage }) => {
  test.setTimeout(240_000);
  const microphone = await spoken([
    { atS: 9, text: "When do you open on Saturdays?" },
    { atS: 20, text: "What is the history of the shop?" },
    { atS: 27.5, text: "Sorry, let me ask you something else. Do you sell gift cards?" },
  ], 60);
  const page = await openPage({ microphone });
  const example = await serveExample(site, server, speechKey);
  try {
    const { log, status } = await openExample(page, site, server);
    await page.getByRole("button", { name: "Talk" }).click();
    await expect(log).toContainText("Sea Books", { timeout: 15_000 });
    await expect(log).toContainText("On Saturdays we open at nine", { timeout: 30_000 });
    await expect(log).toContainText("gift cards begin", { timeout: 40_000 });
    const cut = log.locator("[data-role=agent][data-outcome=interrupted]").filter({ hasText: "two sisters" });
    await expect(cut.locator("del")).toContainText(/\w/);
    await expect(status).toHaveText("listening", { timeout: 20_000 });
    const played = (await heardFromLoudspeaker(page, server, speechKey)).toLowerCase();
    expect(played).toMatch(/saturday.* (nine|9)\b.* (four|4)\b/);
    expect(played).not.toMatch(/nine thousand|9,?000/);
    await page.getByRole("button", { name: "Mute" }).click();
    await expect(page.getByRole("button", { name: "Unmute" })).toBeVisible();
    await page.getByRole("button", { name: "End", exact: true }).click();
    await expect(status).toHaveText("ended");
  } finally { example.kill("SIGTERM"); }
});

test("a list in React loads on, tells what went wrong and asks again, and begins anew with another input", async ({ site, openPage }) => {
  writeFileSync(join(site.consumer.directory, "src/list.jsx"), `
    import { useState } from "react";
    import { createRoot } from "react-dom/client";
    import { createParley } from "parley-sdk";
    import { ParleyProvider, usePaginated } from "parley-sdk/react";
    let failures = 1;
    const answer = (status, body) => new Response(JSON.stringify(body), { status });
    const parley = createParley({ retries: false, baseUrl: "http://parley.test", fetch: async (url) => {
      const query = new URL(url).searchParams;
      if (query.get("cursor") === "second" && failures-- > 0) return answer(500, { code: "internal", detail: "Try once more." });
      const name = query.get("search") ?? "all";
      return query.get("cursor") ? answer(200, { items: [{ id: name + "2" }], nextCursor: null }) : answer(200, { items: [{ id: name + "1" }], nextCursor: "second" });
    } });
    function List() {
      const [search, setSearch] = useState();
      const { items, hasMore, loadMore, error, isLoading } = usePaginated("listAgents", { query: { search } });
      return <><p>{items.map((item) => item.id).join(" ")}{hasMore ? " …" : ""}{isLoading ? " loading" : ""}{error ? " " + error.message : ""}</p><button onClick={loadMore}>More</button><button onClick={() => setSearch("till")}>Search</button></>;
    }
    createRoot(document.getElementById("app")).render(<ParleyProvider parley={parley}><List /></ParleyProvider>);
  `);
  await site.consumer.node("--input-type=module", "-e", `import { build } from "esbuild"; await build({ entryPoints: ["src/list.jsx"], outfile: "public/list.js", bundle: true, format: "iife", jsx: "automatic", define: { "process.env.NODE_ENV": '"production"' } });`);
  const page = await openPage();
  await page.setContent('<div id="app"></div>');
  await page.addScriptTag({ path: join(site.consumer.directory, "public/list.js") });
  const text = page.locator("p");
  await expect(text).toHaveText("all1 …");
  await page.getByRole("button", { name: "More" }).click();
  await expect(text).toHaveText("all1 … Try once more.");
  await page.getByRole("button", { name: "More" }).click();
  await expect(text).toHaveText("all1 all2");
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("button", { name: "Search" }).click();
  await expect(text).toHaveText("till1 …");
});

test("a page of an origin that is not listed gets no answer from the API", async ({ server, site, openPage }) => {
  const page = await openPage();
  await page.route("http://stranger.test/**", (route) => route.fulfill({ contentType: "text/html", body: "<p>stranger</p>" }));
  await page.goto("http://stranger.test/");
  const ask = (url: string) => page.evaluate((address) => fetch(address).then((answer) => answer.status, () => "refused"), url);
  expect(await ask(`${server.url}/api/v1/templates`)).toBe("refused");
  expect(site.url).not.toContain("stranger");
});

test("plain Node makes an agent, calls it in writing and by voice with sound of its own, and hears the answer", async ({ server, site, speechKey }) => {
  test.setTimeout(120_000);
  writeFileSync(join(site.consumer.directory, "node-call.mjs"), `
    import WebSocket from "ws";
    import { createParley } from "parley-sdk";
    const [baseUrl, apiKey] = process.argv.slice(2);
    const parley = createParley({ baseUrl, apiKey, webSocket: WebSocket });
    const agent = await parley.createAgent({ body: { name: "Node's own", definition: { greeting: "Node here.", saysItIsAi: false } } });
    await parley.addKnowledgeEntry({ params: { id: agent.id }, body: { question: "When do you open?", answer: "We open at eight in the morning." } });
    await parley.publishAgent({ params: { id: agent.id }, body: { note: "" } });
    const names = [];
    for await (const each of parley.paginate.listAgents({ query: { limit: 1 } })) names.push(each.name);
    const answered = (call) => new Promise((resolve, reject) => {
      call.on("turn", (turn) => { if (turn.role === "agent" && turn.text.includes("eight")) resolve(turn.text); });
      call.on("error", (error) => reject(new Error(error.title + ". " + error.cure)));
    });

    const written = parley.call({ agent: agent.slug });
    const writtenAnswer = answered(written);
    await written.start({ voice: false, consent: null });
    written.type("When do you open?");
    const text = await writtenAnswer;
    written.end();

    const speech = await parley.createSpeech({ body: { model: "local", voice: "kokoro:af_bella", input: "When do you open?", response_format: "pcm" } });
    const question = new Int16Array(await speech.arrayBuffer());
    let heardSamples = 0;
    const states = [];
    const source = { start(onAudio) {
      let at = -24_000;
      const timer = setInterval(() => {
        const frame = new Int16Array(480);
        if (at >= 0) frame.set(question.subarray(at, at + 480).length === 480 ? question.subarray(at, at + 480) : new Int16Array(480));
        at += 480;
        onAudio(frame);
      }, 20);
      return () => clearInterval(timer);
    } };
    const spoken = parley.call({ agent: agent.slug, audio: { source, sink: { write: (pcm) => { heardSamples += pcm.length; }, clear: () => {} } } });
    spoken.on("state", (state) => states.push(state));
    const spokenAnswer = answered(spoken);
    const transcript = [];
    spoken.on("transcript", ({ role, text, final }) => { if (final && role === "caller") transcript.push(text); });
    await spoken.start({ voice: true, consent: null });
    const said = await spokenAnswer;
    spoken.end();
    console.log(JSON.stringify({ names, text, said, transcript, states, heardMs: heardSamples / 24 }));
    process.exit(0);
  `);
  const result = JSON.parse(await site.consumer.node("node-call.mjs", server.url, speechKey));
  expect(result.names).toContain("Node's own");
  expect(result.text).toContain("We open at eight");
  expect(result.said).toContain("We open at eight");
  expect(result.transcript.join(" ")).toMatch(/open/i);
  expect(result.states).toEqual(expect.arrayContaining(["listening", "speaking", "ended"]));
  expect(result.heardMs).toBeGreaterThan(1_000);
});
