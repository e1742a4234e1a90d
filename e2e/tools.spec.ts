/** A tool and an MCP server from the pages to an agent's list, in both themes and on a phone. */
import { startMcpServer } from "@/lib/testing/mcp-server";
import { startServer } from "@/lib/testing/running-server";
import { startToolServer } from "@/lib/testing/tool-server";
import { expect, test } from "./fixtures";
import { findings } from "./looks";
import { signUp } from "./people";

const secret = `only-tests-use-this-${Date.now()}`;

test("a tool is made, tried and ticked for an agent; a server's tools are discovered and one is chosen; no page or log holds the secret", async ({ openPage }) => {
  test.setTimeout(180_000);
  const service = await startToolServer();
  const mcp = await startMcpServer([{ name: "getWeather", description: "The weather of a town.", inputSchema: { type: "object" } }], () => ({ content: [{ type: "text", text: "Sunny." }] }));
  const server = await startServer({ env: { ALLOWED_PRIVATE_HOSTS: `${service.host},${mcp.host}`, LOCAL_SPEECH: "off", LOG_LEVEL: "debug" } });
  try {
    const page = await openPage();
    await signUp(page, server.url, "maker");
    await page.goto(`${server.url}/settings`);
    await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Tools" }).click();
    await page.waitForURL("**/settings/tools");
    const found = await findings(page);

    await page.getByRole("button", { name: "Add a tool" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Keep the tool" }).click();
    await expect(dialog.getByText("Write a name.")).toBeVisible();
    await dialog.getByLabel("Name").fill("order_status");
    await dialog.getByLabel("Description").fill("Tells where an order is.");
    await dialog.getByLabel("Address").fill("https://10.0.0.9/orders/{arguments.order}");
    await dialog.getByLabel("Headers").fill("authorization: Bearer {secrets.token}");
    await dialog.getByLabel("Secrets").fill(`token: ${secret}`);
    await dialog.getByRole("button", { name: "Keep the tool" }).click();
    await expect(dialog.getByText("an address of a private network")).toBeVisible();
    found.push(...await findings(page));
    await dialog.getByLabel("Address").fill(`${service.origin}/orders/{arguments.order}`);
    await dialog.getByRole("button", { name: "Keep the tool" }).click();
    await expect(dialog).toBeHidden();
    const row = page.getByRole("listitem", { name: "order_status" });
    await expect(row).toContainText("Tells where an order is.");

    await row.getByRole("button", { name: "Try order_status" }).click();
    await dialog.getByLabel("Arguments").fill('{ "order": 5 }');
    await dialog.getByRole("button", { name: "Run it" }).click();
    await expect(dialog.getByRole("status")).toContainText("Nothing was sent.");
    await dialog.getByLabel("Arguments").fill('{ "order": "4/2" }');
    await dialog.getByRole("button", { name: "Run it" }).click();
    await expect(dialog.getByRole("status")).toContainText("shipped");
    expect(service.requests.map(({ path, headers }) => [path, headers.authorization])).toEqual([["/orders/4%2F2", `Bearer ${secret}`]]);
    found.push(...await findings(page));
    await dialog.getByRole("button", { name: "Close" }).last().click();

    await page.getByRole("button", { name: "Add an MCP server" }).click();
    await dialog.getByLabel("Name").fill("Weather");
    await dialog.getByLabel("Address").fill(mcp.url);
    await dialog.getByRole("button", { name: "Keep the server" }).click();
    await expect(dialog).toBeHidden();
    await page.getByRole("button", { name: "Discover the tools of Weather" }).click();
    await page.getByRole("button", { name: "Choose getWeather" }).click();
    await expect(page.getByRole("listitem", { name: "get_weather" })).toBeVisible();
    mcp.tools = [{ name: "getWeather", description: "Another one.", inputSchema: { type: "object" } }];
    await page.getByRole("button", { name: "Discover the tools of Weather" }).click();
    await expect(page.getByRole("button", { name: "Choose again getWeather" })).toBeVisible();
    await expect(page.getByRole("listitem", { name: "get_weather" })).toContainText("It is out of use");
    found.push(...await findings(page));
    expect(await page.content()).not.toContain(secret);

    const agent = await page.evaluate(async () => (await fetch("/api/v1/agents", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ name: "Shop" }) })).json() as Promise<{ id: string }>);
    await page.goto(`${server.url}/agents/${agent.id}`);
    await page.getByRole("tab", { name: "Tools" }).click();
    await expect(page.getByText("The chosen language model calls no tools")).toBeVisible();
    await page.getByRole("switch", { name: "order_status" }).click();
    await expect(page.getByText(/^Saved/)).toBeVisible();
    found.push(...await findings(page));
    const kept = await page.evaluate(async (id) => (await (await fetch(`/api/v1/agents/${id}`)).json()) as { draft: { tools: string[] } }, agent.id);
    expect(kept.draft.tools).toEqual(["order_status"]);
    expect(found).toEqual([]);
    expect(server.output()).not.toContain(secret);
    expect(server.output()).not.toContain("/orders/4");
  } finally { await Promise.all([server.stop(), service.close(), mcp.close()]); }
});
