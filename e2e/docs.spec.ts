/** The documentation in a browser: its pages lead to each other, code is copied whole, and a request is tried from the reference. */
import { allDocsBlocks } from "@/lib/testing/docs-blocks";
import { expect, test } from "./fixtures";
import { signIn } from "./people";

test("the front page leads to the docs, and each page to the next, without anything from another host", async ({ server, openPage }) => {
  const page = await openPage();
  const strangers: string[] = [];
  const broken: string[] = [];
  page.on("request", (request) => { if (!request.url().startsWith(server.url) && !request.url().startsWith("data:")) strangers.push(request.url()); });
  page.on("response", (response) => { if (response.status() >= 400) broken.push(`${response.status()} ${response.url()}`); });
  await page.goto(server.url);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Docs" }).click();
  await page.waitForURL("**/docs");
  const seen: string[] = [];
  for (let turns = 0; turns < 20; turns += 1) {
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    seen.push(new URL(page.url()).pathname);
    const next = page.getByRole("navigation", { name: "Pages before and after" }).locator("a[rel=next]");
    if (await next.count() === 0) break;
    const href = await next.getAttribute("href");
    await next.click();
    await page.waitForURL(`**${href}`);
  }
  expect(seen).toEqual(["/docs", "/docs/getting-started", "/docs/authentication", "/docs/conventions", "/docs/applications", "/docs/websocket", "/docs/webhooks", "/docs/limits", "/docs/errors", "/docs/troubleshooting", "/docs/reference"]);
  await expect(page.getByRole("navigation", { name: "Documentation" }).locator("[aria-current=page]")).toHaveText("Reference");
  expect(strangers).toEqual([]);
  expect(broken).toEqual([]);
});

test("every link within the docs leads somewhere, and every link to a section to one that is there", async ({ server }) => {
  const waiting = ["/docs"];
  const pages = new Map<string, string>();
  const links: string[] = [];
  while (waiting.length > 0) {
    const path = waiting.pop() ?? "";
    if (pages.has(path)) continue;
    const response = await fetch(`${server.url}${path}`);
    expect(response.status, path).toBe(200);
    const html = await response.text();
    pages.set(path, html);
    for (const [, href = ""] of html.matchAll(/<a [^>]*href="(\/docs[^"]*|#[^"]*)"/g)) {
      links.push(href.startsWith("#") ? `${path}${href}` : href);
      waiting.push((href.startsWith("#") ? path : href.split("#")[0]) ?? path);
    }
  }
  const missing = links.filter((link) => { const [path = "", id] = link.split("#"); return id && id !== "main" && !pages.get(path)?.includes(`id="${id}"`); });
  expect([...new Set(missing)]).toEqual([]);
  expect(pages.size).toBeGreaterThan(140); // a page for each operation and each code
});

test("a problem's type is the address of its page, which says what to do", async ({ server, openPage }) => {
  const problem = await (await fetch(`${server.url}/api/v1/agents`)).json() as { type: string; code: string };
  const page = await openPage();
  await page.goto(`${server.url}${problem.type}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(problem.code);
  await expect(page.getByRole("heading", { name: /What to do/ })).toBeVisible();
  expect((await page.goto(`${server.url}/docs/errors/no_such_code`))?.status()).toBe(404);
  expect((await page.goto(`${server.url}/docs/reference/noSuchOperation`))?.status()).toBe(404);
});

test("a block is copied as it is written, and one that no test runs says why", async ({ server, openPage }) => {
  const page = await openPage();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.url });
  await page.goto(`${server.url}/docs/websocket`);
  await page.getByRole("button", { name: "Copy call.py" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(allDocsBlocks().find(({ file }) => file === "call.py")?.code);
  await expect(page.getByText("Not run by a test: websocat is in no package")).toBeVisible();
});

test("the reference tries a request with the session, asks before a change, and keeps a pasted key nowhere", async ({ server, openPage }) => {
  const { email, password, key } = await server.member();
  const page = await openPage();
  await signIn(page, server.url, email, password);
  await page.waitForURL("**/agents");

  await page.goto(`${server.url}/docs/reference/createAgent`);
  const form = page.getByRole("form", { name: "Try it" });
  const answer = page.getByRole("region", { name: "Answer", exact: true });
  await form.getByLabel("Body").fill('{"name": "Tried", "slug": "tried-agent"}');
  let sent = 0;
  page.on("request", (request) => { if (request.url().endsWith("/api/v1/agents") && request.method() === "POST") sent += 1; });
  await form.getByRole("button", { name: "Send" }).click();
  const question = page.getByRole("dialog", { name: "Send this for real?" });
  await question.getByRole("button", { name: "Do not send" }).click();
  await expect(question).toBeHidden();
  expect(sent).toBe(0);
  await form.getByRole("button", { name: "Send" }).click();
  await question.getByRole("button", { name: "Send it" }).click();
  await expect(answer.getByRole("status")).toContainText("201");
  await expect(answer.getByRole("status")).toContainText(/\d+ ms/);
  await expect(answer.getByRole("region", { name: "Body of the answer" })).toContainText('"slug": "tried-agent"');
  expect(sent).toBe(1);

  await page.goto(`${server.url}/docs/reference/listApiKeys`);
  await form.getByText("A key", { exact: true }).click();
  await form.getByLabel("Key", { exact: true }).fill(key);
  await form.getByRole("button", { name: "Send" }).click();
  await expect(answer.getByRole("status")).toContainText("403"); // the key speaks, not the cookie, and keys may not list keys
  await expect(answer.getByRole("region", { name: "Body of the answer" })).toContainText("scope_missing");
  expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href, history.state]))).not.toContain(key);
  await page.reload();
  await expect(form.getByRole("radio", { name: "Your session" })).toBeChecked();
  await expect(form.getByLabel("Key", { exact: true })).toHaveCount(0);
});

test("the docs load little: no page of them more than 200 kB of scripts", async ({ server, openPage }) => {
  for (const path of ["/docs/websocket", "/docs/reference", "/docs/reference/createAgent"]) {
    const page = await openPage();
    const client = await page.context().newCDPSession(page);
    await client.send("Network.enable");
    const scripts = new Set<string>();
    let bytes = 0;
    client.on("Network.responseReceived", ({ requestId, type }) => { if (type === "Script") scripts.add(requestId); });
    client.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => { if (scripts.has(requestId)) bytes += encodedDataLength; });
    await page.goto(`${server.url}${path}`, { waitUntil: "networkidle" });
    console.log(path, bytes);
    expect(bytes, path).toBeLessThan(200_000);
    expect(bytes, path).toBeGreaterThan(10_000);
  }
});
