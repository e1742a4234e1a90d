/** An integration from the catalogue to an agent's tool: what it may do is seen before, what was entered is used, its secret is seen nowhere. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startJsonServer } from "@/lib/testing/json-server";
import { startServer } from "@/lib/testing/running-server";
import { expect, test } from "./fixtures";
import { findings } from "./looks";
import { signUp } from "./people";

const secret = `Bearer only-tests-use-this-${Date.now()}`;

test("the HTTP request is installed after its scopes were seen, its tool asks the entered address with the entered secret, and it goes again", async ({ openPage }) => {
  test.setTimeout(180_000);
  const service = await startJsonServer({ status: 200, body: { order: "on its way" } });
  const folder = mkdtempSync(join(tmpdir(), "parley-integrations-"));
  writeFileSync(join(folder, "broken.json"), "{");
  const server = await startServer({ env: { ALLOWED_PRIVATE_HOSTS: service.host, INTEGRATIONS_DIR: folder, LOCAL_SPEECH: "off", LOG_LEVEL: "debug" } });
  try {
    const page = await openPage();
    await signUp(page, server.url, "installer");
    await page.goto(`${server.url}/settings`);
    await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Integrations" }).click();
    await page.waitForURL("**/settings/integrations");
    await expect(page.getByText("The file is not valid JSON.")).toBeVisible();
    const found = await findings(page, "page");

    await page.getByRole("button", { name: "Install HTTP request" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText("Sends requests to the address that you enter under “Address of the service”, and to no other.")).toBeVisible();
    found.push(...await findings(page, "sheet"));
    await dialog.getByRole("button", { name: "Agree and install" }).click();
    await expect(dialog.getByText("Fill in “Address of the service”.")).toBeVisible();
    await dialog.getByLabel("Address of the service").fill(`${service.origin}/parley`);
    await dialog.getByLabel("Authorization header").fill(secret);
    await dialog.getByRole("button", { name: "Agree and install" }).click();
    await expect(dialog).toBeHidden();
    const item = page.getByRole("listitem", { name: "HTTP request" });
    await expect(item).toContainText("Installed");
    await expect(item).toContainText(`…${secret.slice(-4)}`);
    found.push(...await findings(page, "installed"));

    const answer = await page.evaluate(async () => {
      const { items } = await (await fetch("/api/v1/tools?sort=name")).json() as { items: { id: string; name: string }[] };
      const tool = items.find(({ name }) => name === "ask_service");
      return (await fetch(`/api/v1/tools/${tool?.id ?? ""}/test`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ arguments: { question: "order 7" } }) })).text();
    });
    expect(answer).toContain("on its way");
    expect(service.requests.map(({ url, headers }) => [url, headers.authorization])).toEqual([["/parley?question=order%207", secret]]);

    await page.reload();
    expect(await page.content()).not.toContain(secret);
    await item.getByRole("button", { name: "Uninstall HTTP request" }).click();
    await dialog.getByRole("button", { name: "Uninstall" }).click();
    await expect(page.getByText("Nothing yet.")).toBeVisible();
    expect(await page.evaluate(async () => (await (await fetch("/api/v1/tools")).json() as { items: unknown[] }).items.length)).toBe(0);
    expect(found).toEqual([]);
    expect(server.output()).not.toContain(secret);
  } finally { await Promise.all([server.stop(), service.stop()]); rmSync(folder, { recursive: true, force: true }); }
});
