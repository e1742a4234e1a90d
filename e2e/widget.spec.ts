/** The talk button on pages of other origins: a listed one talks, one that is not listed is refused by the browser, and nobody is signed in there. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import type { RunningServer } from "@/lib/testing/running-server";
import { expect, test } from "./fixtures";
import { axeFindings } from "./looks";
import { signIn } from "./people";

test.setTimeout(240_000);

interface Site { origin: string; close(): Promise<void> }

/** A site of somebody else: its own port, and the host name that the browser knows it by. `policy` and `body` are the site's own. */
async function openSite(hostname: "localhost" | "127.0.0.1", pageOf: (origin: string) => { body: string; policy?: string }): Promise<Site> {
  const server: Server = createServer((_request, response) => {
    const { body, policy } = pageOf(`http://${hostname}:${(server.address() as AddressInfo).port}`);
    response.setHeader("content-type", "text/html; charset=utf-8");
    if (policy) response.setHeader("content-security-policy", policy);
    response.end(`<!doctype html><html lang="en"><head><title>A shop</title></head><body><main><h1>A shop</h1><a href="#before">Before</a></main>${body}</body></html>`);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    origin: `http://${hostname}:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((closed) => { server.closeAllConnections(); server.close(() => closed()); }),
  };
}

const tag = (home: string, slug: string, attributes = "") => `<script src="${home}/widget.js" data-agent="${slug}" data-label="Talk to the desk" ${attributes} async></script>`;
const strict = (home: string) => `default-src 'none'; script-src ${home}; frame-src ${home}`;

interface Desk { slug: string; id: string; set(change: Record<string, unknown>): Promise<void> }

/** A published, public agent of the key's holder. */
async function desk(server: RunningServer, key: string, name: string): Promise<Desk> {
  const ask = async (method: string, path: string, body: unknown) => {
    const answer = await fetch(`${server.url}${path}`, { method, headers: { authorization: `Bearer ${key}`, "content-type": "application/json" }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(await answer.text());
    return await answer.json() as { id: string };
  };
  const slug = `desk-${Math.random().toString(36).slice(2, 10)}`;
  const { id } = await ask("POST", "/api/v1/agents", { name, slug, template: "front-desk" });
  await ask("POST", `/api/v1/agents/${id}/versions`, { note: "" });
  await ask("PATCH", `/api/v1/agents/${id}`, { visibility: "public" });
  return { slug, id, set: async (change) => { await ask("PATCH", `/api/v1/agents/${id}`, change); } };
}

/** An account whose browser is signed in, and its key. */
async function signedIn(server: RunningServer, page: Page): Promise<string> {
  const { email, password, key } = await server.member();
  await signIn(page, server.url, email, password);
  await page.waitForURL("**/agents");
  return key;
}

const frameOf = (page: Page) => page.frameLocator("iframe[title='Talk to the desk']");

test("on a listed site with a strict policy of its own: consent is asked first, the call goes by text, ends, is rated, and what was agreed to is taken back there", async ({ server, openPage, speechKey }) => {
  const site = await openSite("127.0.0.1", () => ({ body: tag(server.url, shop.slug, 'data-theme="light"'), policy: strict(server.url) }));
  const shop = await desk(server, speechKey, "Harbour desk");
  await shop.set({ allowedOrigins: [site.origin] });

  const page = await openPage();
  const said: string[] = [];
  page.on("console", (message) => { if (["warning", "error"].includes(message.type())) said.push(message.text()); });
  page.on("pageerror", (error) => said.push(error.message));
  await page.goto(site.origin);
  const frame = frameOf(page);
  const open = frame.getByRole("button", { name: "Talk to the desk" });
  await expect(open).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  const closed = await page.locator("iframe").boundingBox();
  expect(closed?.height).toBeLessThan(90);

  // By keyboard: the button comes after the page's own links, and the panel has the focus when it opens.
  await page.getByRole("link", { name: "Before" }).focus();
  await page.keyboard.press("Tab");
  await expect(open).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(frame.getByRole("button", { name: "Talk", exact: true })).toBeFocused();
  await expect(frame.getByText("Without it nothing of a call is kept but its length and timings.")).toBeVisible();
  await expect(frame.getByText("each recording is deleted after 24 hours")).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(open).toBeFocused();
  expect((await page.locator("iframe").boundingBox())?.height).toBe(closed?.height);

  await page.keyboard.press("Enter");
  await frame.getByLabel("Keep what is said, as text").check();
  await frame.getByRole("button", { name: "Rather type?" }).click();
  const field = frame.getByLabel("Type instead of speaking");
  await expect(field).toBeFocused();
  await field.fill("When do you open?");
  await page.keyboard.press("Enter");
  const log = frame.getByRole("log", { name: "Transcript" });
  await expect(log.getByText("When do you open?")).toBeVisible();
  await expect(log.locator("article.agent")).not.toHaveCount(0, { timeout: 20_000 });
  await expect(log.locator("article.agent").last()).not.toHaveText(/…$/, { timeout: 20_000 });
  expect(await axeFindings(page)).toEqual([]);
  await frame.getByRole("button", { name: "End call" }).click();
  await expect(frame.getByText("The call has ended.")).toBeVisible();
  await frame.getByRole("radio", { name: /4 of 5/ }).check({ force: true });
  await expect(frame.getByText("Thank you.")).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await frame.getByRole("button", { name: "Take it back and delete" }).click();
  await expect(frame.getByText("Taken back.")).toBeVisible();
  await frame.getByRole("button", { name: "Close" }).click();
  await expect(open).toBeVisible();
  expect(said).toEqual([]);
  expect(await page.context().cookies()).toEqual([]);

  // Taken off the list, it is gone at the next load, and the site's developer is told why.
  await shop.set({ allowedOrigins: ["https://elsewhere.example"] });
  await page.reload();
  await expect.poll(() => said.join("\n"), { timeout: 15_000 }).toContain("is not among its sites");
  expect(said.join("\n")).toMatch(/frame-ancestors/);
  await expect(page.locator("iframe")).toHaveCount(0);
  await site.close();
});

test("on a listed site the call goes by voice, through a microphone that the site allows", async ({ server, openPage, spoken, speechKey }) => {
  const site = await openSite("127.0.0.1", () => ({ body: tag(server.url, shop.slug, 'data-theme="dark" data-position="bottom-left"') }));
  const shop = await desk(server, speechKey, "Front desk");
  await shop.set({ allowedOrigins: [site.origin] });
  const page = await openPage({ microphone: await spoken([{ atS: 8, text: "What time do you open on Mondays?" }], 60) });
  await page.goto(site.origin);
  const frame = frameOf(page);
  await frame.getByRole("button", { name: "Talk to the desk" }).click();
  await frame.getByRole("button", { name: "Talk", exact: true }).click();
  await expect(frame.locator(".word")).toHaveText(/Listening|Speaking|Thinking/, { timeout: 20_000 });
  const log = frame.getByRole("log", { name: "Transcript" });
  await expect(log.locator("article.caller")).toContainText(/open|Monday/i, { timeout: 40_000 });
  await expect(log.locator("article.caller + article.agent")).toContainText(/\w+/, { timeout: 30_000 });
  await frame.getByRole("button", { name: "Mute" }).click();
  await expect(frame.getByRole("button", { name: "Mute" })).toHaveAttribute("aria-pressed", "true");
  expect(await axeFindings(page)).toEqual([]);
  await frame.getByRole("button", { name: "End call" }).click();
  await expect(frame.getByText("The call has ended.")).toBeVisible();
  await site.close();
});

test("whoever is signed in to Parley in the same browser is nobody in the frame, even where the browser would send the cookie; and the site reaches nothing else", async ({ server, openPage }) => {
  // `localhost` on another port is another origin of the same site: there a browser does send SameSite=Lax cookies from a frame.
  const site = await openSite("localhost", () => ({ body: tag(server.url, shop.slug) }));
  const page = await openPage();
  const shop = await desk(server, await signedIn(server, page), "Night desk");
  await shop.set({ allowedOrigins: [site.origin] });
  expect((await page.context().cookies(server.url)).length).toBeGreaterThan(0);
  const before = JSON.stringify(await page.context().cookies(server.url));

  const sent: { path: string; cookie: boolean }[] = [];
  page.on("request", (request) => { if (request.url().startsWith(server.url)) void request.allHeaders().then((headers) => sent.push({ path: new URL(request.url()).pathname, cookie: "cookie" in headers })); });
  const answered: string[] = [];
  page.on("response", (response) => { if (response.url().startsWith(server.url)) void response.allHeaders().then((headers) => { if ("set-cookie" in headers) answered.push(response.url()); }); });
  await page.goto(site.origin);
  const frame = frameOf(page);
  await frame.getByRole("button", { name: "Talk to the desk" }).click();
  await frame.getByLabel("Keep what is said, as text").check();
  await frame.getByRole("button", { name: "Rather type?" }).click();
  await frame.getByLabel("Type instead of speaking").fill("My name is Quillfeather");
  await page.keyboard.press("Enter");
  await expect(frame.getByRole("log").locator("article.caller + article.agent")).toContainText(/\w+/, { timeout: 20_000 });
  await frame.getByRole("button", { name: "End call" }).click();
  await expect(frame.getByText("The call has ended.")).toBeVisible();

  const asked = sent.filter(({ path }) => path.startsWith("/v1/") || path.startsWith("/api/"));
  expect(asked.map(({ path }) => path)).toEqual(expect.arrayContaining(["/v1/realtime/client_secrets", "/api/v1/consents"]));
  expect(asked.filter(({ cookie }) => cookie)).toEqual([]);
  expect(answered).toEqual([]);
  expect(JSON.stringify(await page.context().cookies(server.url))).toBe(before);

  // The site itself: no message makes the frame show another agent, and no request of its own is answered to it.
  const reached = await page.evaluate(async ({ home, slug }) => {
    const child = document.querySelector("iframe")?.contentWindow;
    for (const message of [{ parley: "hello", slug: "demo" }, { parley: "open", slug: "demo" }, "hello", null]) child?.postMessage(message, home);
    const tried = async (work: () => Promise<unknown>) => work().then(() => "reached", () => "refused");
    const socket = (protocols: string[]) => new Promise<unknown>((opened, refused) => { const line = new WebSocket(`${home.replace("http", "ws")}/v1/realtime?model=agent:${slug}`, protocols); line.onopen = () => { line.close(); opened(null); }; line.onerror = () => refused(new Error("refused")); });
    return [
      await tried(() => fetch(`${home}/v1/realtime/client_secrets`, { method: "POST", credentials: "include", headers: { "content-type": "application/json" }, body: JSON.stringify({ session: { type: "realtime", model: `agent:${slug}` } }) })),
      await tried(() => fetch(`${home}/api/v1/agents`, { credentials: "include" })),
      await tried(() => socket(["realtime"])),
      await tried(async () => { if (!child?.document) throw new Error("closed"); }),
    ];
  }, { home: server.url, slug: shop.slug });
  expect(reached).toEqual(["refused", "refused", "refused", "refused"]);
  await expect(frame.getByRole("heading", { name: "Night desk" })).toBeVisible();

  // In the workspace it stands as a call of somebody without an account.
  await page.goto(`${server.url}/conversations`);
  await page.getByRole("link", { name: /Quillfeather/ }).first().click();
  await page.waitForURL("**/conversations/cnv_*");
  const kind = await page.evaluate(async () => {
    const answer = await fetch(`/api/v1${location.pathname}`);
    return (await answer.json() as { callerKind?: string }).callerKind;
  });
  expect(kind).toBe("caller");
  await site.close();
});

test("a site that is not listed is refused by the browser and told why; its page goes on, and so it does with a tag that names nobody", async ({ server, openPage, speechKey }) => {
  const shop = await desk(server, speechKey, "Closed desk");
  const site = await openSite("127.0.0.1", () => ({ body: `${tag(server.url, shop.slug)}${tag(server.url, "no-such-agent-here")}${tag(server.url, "&quot;><b>x")}` }));
  const page = await openPage();
  const said: string[] = [];
  const faults: string[] = [];
  page.on("console", (message) => { said.push(message.text()); });
  page.on("pageerror", (error) => { faults.push(error.message); });
  await page.goto(site.origin);
  await expect.poll(() => said.filter((words) => words.includes("is not among its sites")).length, { timeout: 15_000 }).toBe(2);
  expect(said.join("\n")).toContain("frame-ancestors");
  expect(said.join("\n")).toContain("its tag needs data-agent");
  await expect(page.locator("iframe")).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "A shop" })).toBeVisible();
  expect(faults).toEqual([]);
  await site.close();
});

test("several tags show several buttons, the same tag twice shows one, and one property is all that is left on the page's window", async ({ server, openPage, speechKey }) => {
  const [first, second] = [await desk(server, speechKey, "First desk"), await desk(server, speechKey, "Second desk")];
  const site = await openSite("127.0.0.1", () => ({ body: `<script>window.before = new Set(Reflect.ownKeys(window));</script>${tag(server.url, first.slug)}${tag(server.url, first.slug)}${tag(server.url, second.slug, 'data-theme="dark"')}` }));
  for (const each of [first, second]) await each.set({ allowedOrigins: [site.origin] });
  const page = await openPage();
  await page.goto(site.origin);
  const buttons = page.locator("iframe");
  await expect(buttons).toHaveCount(2);
  for (const index of [0, 1]) await expect(page.frameLocator("iframe").nth(index).getByRole("button", { name: "Talk to the desk" })).toBeVisible();
  const boxes = [await buttons.nth(0).boundingBox(), await buttons.nth(1).boundingBox()];
  expect(Math.abs((boxes[0]?.y ?? 0) - (boxes[1]?.y ?? 0))).toBeGreaterThan(50);
  const left = await page.evaluate(() => Reflect.ownKeys(window).filter((key) => !(window as unknown as { before: Set<PropertyKey> }).before.has(key) && key !== "before" && !/^\d+$/.test(String(key))).map(String));
  expect(left).toEqual(["Symbol(parley.widget)"]);
  await page.evaluate((html) => { const again = document.createElement("script"); again.src = html.src; Object.assign(again.dataset, { agent: html.slug }); document.body.append(again); return new Promise((loaded) => { again.onload = loaded; }); }, { src: `${server.url}/widget.js`, slug: first.slug });
  await expect(buttons).toHaveCount(2);
  await site.close();
});

test("the agent's page lists sites, says what is wrong with one, and has the tag and a preview that talks", async ({ server, openPage }) => {
  const page = await openPage();
  const shop = await desk(server, await signedIn(server, page), "Corner desk");
  await page.goto(`${server.url}/agents/${shop.id}`);
  await page.getByRole("button", { name: "Share" }).click();
  const sheet = page.getByRole("dialog", { name: "Share and connect" });
  const field = sheet.getByLabel("Sites that may show it");
  await field.fill("http://shop.example");
  await sheet.getByRole("button", { name: "Add site" }).click();
  await expect(sheet.getByText(/An origin as browsers write it/)).toBeVisible();
  await field.fill("www.Shop.example/contact?x=1");
  await sheet.getByRole("button", { name: "Add site" }).click();
  await expect(sheet.getByRole("list", { name: "Sites" })).toHaveText("https://www.shop.example");
  await sheet.getByLabel("Words on the button").fill("Ask us");
  await sheet.getByText("Dark", { exact: true }).click();
  await expect(sheet.getByRole("region", { name: "Tag for your site" })).toHaveText(`<script src="${server.url}/widget.js" data-agent="${shop.slug}" data-theme="dark" data-label="Ask us" data-position="bottom-right" async></script>`);
  await sheet.getByRole("button", { name: "Show a preview" }).click();
  const preview = page.frameLocator("iframe[title='Preview of the talk button']");
  await preview.getByRole("button", { name: "Ask us" }).click();
  await expect(preview.getByRole("button", { name: "Rather type?" })).toBeVisible();
  for (const theme of ["light", "dark"]) {
    await page.evaluate((chosen) => { document.documentElement.dataset.theme = chosen; }, theme);
    expect(await axeFindings(page)).toEqual([]);
  }
  await sheet.getByRole("button", { name: "Remove https://www.shop.example" }).click();
  await expect(sheet.getByText("None yet.")).toBeVisible();
});

test("the server's answers: the script is for other sites and kept ten minutes, the call's code for good, the frame not at all; only the frame may be framed", async ({ server, speechKey }) => {
  const shop = await desk(server, speechKey, "Header desk");
  const headersOf = async (path: string) => { const answer = await fetch(`${server.url}${path}`, { redirect: "manual" }); return { status: answer.status, text: await answer.text(), get: (name: string) => answer.headers.get(name) }; };
  const script = await headersOf("/widget.js");
  expect([script.status, script.get("cache-control"), script.get("cross-origin-resource-policy"), script.get("set-cookie")]).toEqual([200, "public, max-age=600, stale-while-revalidate=86400", "cross-origin", null]);
  const frame = await headersOf(`/embed/${shop.slug}`);
  expect([frame.status, frame.get("cache-control"), frame.get("x-frame-options"), frame.get("set-cookie"), frame.get("content-security-policy")?.match(/frame-ancestors.*/)?.[0]]).toEqual([200, "no-store", null, null, "frame-ancestors 'self'"]);
  const panel = /panel-[A-Z0-9]+\.js/.exec((await headersOf("/widget/frame.js")).text)?.[0] ?? "";
  expect((await headersOf(`/widget/${panel}`)).get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect((await headersOf("/widget/frame.js")).get("cache-control")).toContain("max-age=0");
  const unknown = await headersOf("/embed/no-such-agent-here");
  expect([unknown.status, (await headersOf("/embed/..%2fapi")).text, (await headersOf("/embed/%3Cscript%3E")).text]).toEqual([404, unknown.text, unknown.text]);
  for (const path of ["/", "/talk/demo", "/embed", `/embed/${shop.slug}/more`]) expect([path, (await headersOf(path)).get("x-frame-options")]).toEqual([path, "DENY"]);
});
