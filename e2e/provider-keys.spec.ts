/** A workspace's own key, from the page to the server that it is for, and to nowhere else. */
import { startFaultUpstream } from "@/lib/testing/fault-upstream";
import { startServer } from "@/lib/testing/running-server";
import { expect, test } from "./fixtures";
import { findings } from "./looks";
import { signUp } from "./people";

const secret = `sk-only-tests-use-this-${Date.now()}`;

test("the key that is set on the page is what its server receives, from the test and from a call; no answer, page, address or log holds it", async ({ openPage }) => {
  test.setTimeout(180_000);
  const upstream = await startFaultUpstream();
  const server = await startServer({ env: { ALLOWED_PRIVATE_HOSTS: new URL(upstream.origin).host, LOCAL_SPEECH: "off", LOG_LEVEL: "debug" } });
  try {
    const page = await openPage();
    const told: string[] = [];
    page.on("request", (request) => { told.push(request.url()); });
    page.on("response", (response) => { void response.text().then((text) => told.push(text), () => {}); });
    await signUp(page, server.url, "keeper");

    await page.goto(`${server.url}/settings`);
    await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Providers" }).click();
    await page.waitForURL("**/settings/providers");
    const openai = page.getByRole("listitem", { name: "OpenAI or compatible" });
    await expect(openai).toContainText("No key.");
    const found = await findings(page);

    await openai.getByRole("button", { name: "Set a key" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Keep the key" }).click();
    await expect(dialog.getByText("Paste the key.")).toBeVisible();
    found.push(...await findings(page));
    await dialog.getByLabel("Key").fill(secret);
    await dialog.getByLabel("Address of the server").fill("http://10.0.0.9/v1");
    await dialog.getByRole("button", { name: "Keep the key" }).click();
    await expect(dialog.getByText("The address begins with https://")).toBeVisible();
    await dialog.getByLabel("Address of the server").fill(`${upstream.origin}/v1`);
    await dialog.getByRole("button", { name: "Keep the key" }).click();
    await expect(dialog).toBeHidden();
    await expect(openai).toContainText(`…${secret.slice(-4)}`);

    await openai.getByRole("button", { name: "Test" }).click();
    await expect(openai.getByRole("status")).toContainText("Accepted.");
    expect(upstream.requests.map(({ path, headers }) => [path, headers.authorization])).toEqual([["/v1/models", `Bearer ${secret}`]]);
    upstream.next("unauthorised");
    await openai.getByRole("button", { name: "Test" }).click();
    await expect(openai.getByRole("status")).toContainText("Refused.");
    found.push(...await findings(page));
    expect(await page.content()).not.toContain(secret);
    await page.reload();
    await expect(openai).toContainText(`…${secret.slice(-4)}`);
    expect(await page.content()).not.toContain(secret);

    const ask = (method: string, path: string, body?: object) => page.evaluate(async ([verb, address, sent]) => {
      const answer = await fetch(address, { method: verb, ...(sent ? { headers: { "content-type": "application/json" }, body: sent } : {}) });
      return { status: answer.status, text: await answer.text() };
    }, [method, path, body ? JSON.stringify(body) : ""] as const);
    const agent = JSON.parse((await ask("POST", "/api/v1/agents", { name: "Cloud", definition: { model: { provider: "openai", model: "any" } } })).text) as { id: string; slug: string };
    await page.goto(`${server.url}/agents/${agent.id}`);
    await expect(page.getByRole("combobox", { name: "Language model" }).locator("option:checked")).toHaveText("OpenAI or compatible");
    const { id } = JSON.parse((await ask("POST", "/api/v1/conversations", { agent: agent.slug, version: "draft" })).text) as { id: string };
    const before = upstream.requests.length;
    expect((await ask("POST", `/api/v1/conversations/${id}/turns`, { text: "When do you open?", modality: "text" })).text).toContain("We open at nine");
    expect(upstream.requests.slice(before).map(({ path, headers }) => [path, headers.authorization])).toEqual([["/v1/chat/completions", `Bearer ${secret}`]]);

    await page.goto(`${server.url}/settings/providers`);
    await expect(openai).not.toContainText("never");
    await openai.getByRole("button", { name: "Replace" }).click();
    await expect(dialog.getByLabel("Key")).toHaveValue("");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await openai.getByRole("button", { name: "Delete" }).click();
    await dialog.getByRole("button", { name: "Delete the key" }).click();
    await expect(openai).toContainText("No key.");
    const asked = upstream.requests.length;
    await ask("POST", `/api/v1/conversations/${id}/turns`, { text: "And on Sundays?", modality: "text" });
    expect(upstream.requests).toHaveLength(asked);
    await page.goto(`${server.url}/settings/audit`);
    await expect(page.getByRole("row").filter({ hasText: "Provider key deleted" })).toBeVisible();
    expect(found).toEqual([]);
    expect(told.length).toBeGreaterThan(20);
    expect(told.filter((text) => text.includes(secret))).toEqual([]);
    expect(server.output()).not.toContain(secret);
  } finally { await Promise.all([server.stop(), upstream.close()]); }
});
