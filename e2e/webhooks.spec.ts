/** A webhook from the page to a receiver of one's own: added, tested, told of a version, sent again, switched off, deleted. */
import { Webhook as Receiver } from "standardwebhooks";
import { startServer } from "@/lib/testing/running-server";
import { startWebhookReceiver } from "@/lib/testing/webhook-receiver";
import { expect, test } from "./fixtures";
import { findings } from "./looks";
import { signUp } from "./people";

test("what is added on the page is told of, signed with the secret that was shown once; its log shows it and sends it again", async ({ openPage }) => {
  test.setTimeout(150_000);
  const receiver = await startWebhookReceiver();
  const server = await startServer({ env: { ALLOWED_PRIVATE_HOSTS: receiver.host, LOCAL_SPEECH: "off" } });
  try {
    const page = await openPage();
    await signUp(page, server.url, "hooks");

    await page.goto(`${server.url}/settings`);
    await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Webhooks" }).click();
    await page.waitForURL("**/settings/webhooks");
    await expect(page.getByText("No webhooks.")).toBeVisible();
    const found = await findings(page);

    await page.getByRole("button", { name: "New webhook" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Address").fill("https://10.0.0.9/told");
    await dialog.getByRole("checkbox", { name: /agent\.published/ }).check();
    await dialog.getByRole("button", { name: "Add the webhook" }).click();
    await expect(dialog.getByText("This is an address of a private network")).toBeVisible();
    found.push(...await findings(page));
    await dialog.getByLabel("Address").fill(receiver.url);
    await dialog.getByLabel("What it is for").fill("Our shop");
    await dialog.getByRole("button", { name: "Add the webhook" }).click();
    await expect(dialog).toBeHidden();
    const secret = await page.getByTestId("new-secret").innerText();
    const row = page.getByRole("listitem", { name: "Our shop" });
    await expect(row).toContainText("agent.published");

    await row.getByRole("button", { name: "Send a test" }).click();
    await expect(row.getByRole("status")).toContainText("Delivered.");
    receiver.behaviour = "redirect";
    await row.getByRole("button", { name: "Send a test" }).click();
    await expect(row.getByRole("status")).toContainText("It answered with a redirect");
    found.push(...await findings(page));
    receiver.behaviour = "take";
    await page.reload();
    expect(await page.content()).not.toContain(secret);

    const published = await page.evaluate(async () => {
      const ask = async (path: string, body: object) => (await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) })).json() as Promise<{ id: string }>;
      const agent = await ask("/api/v1/agents", { name: "Told" });
      await ask(`/api/v1/agents/${agent.id}/versions`, {});
      return agent.id;
    });
    await receiver.until(3);
    const hook = receiver.received[2];
    expect(hook && new Receiver(secret).verify(hook.body, hook.headers as Record<string, string>)).toMatchObject({ type: "agent.published", data: { agent: { id: published }, version: 1 } });

    await row.getByRole("link", { name: "Deliveries" }).click();
    await page.waitForURL("**/settings/webhooks/whk_*");
    const told = page.getByRole("row").filter({ hasText: "agent.published" });
    await expect(async () => { await page.reload(); await expect(told).toContainText("delivered"); }).toPass();
    found.push(...await findings(page));
    await told.getByRole("button", { name: "Send evt_" }).click();
    await receiver.until(4);
    expect(receiver.received[3]?.headers["webhook-id"]).toBe(hook?.headers["webhook-id"]);
    await page.getByLabel("Show").selectOption("given up");
    await page.getByRole("button", { name: "Show" }).click();
    await expect(page.getByRole("row").filter({ hasText: "redirect" })).toBeVisible();
    await expect(told).toHaveCount(0);

    await page.getByRole("link", { name: "Webhooks" }).last().click();
    await row.getByRole("button", { name: "Rotate" }).click();
    await dialog.getByRole("button", { name: "Make a new secret" }).click();
    await expect(page.getByTestId("new-secret")).not.toHaveText(secret);
    await expect(row).toContainText("The one before signs as well until");
    await row.getByRole("button", { name: "Switch off" }).click();
    await expect(row).toContainText("Switched off");
    found.push(...await findings(page));
    await row.getByRole("button", { name: "Switch on" }).click();
    await expect(row).not.toContainText("Switched off");
    await row.getByRole("button", { name: "Delete" }).click();
    await dialog.getByRole("button", { name: "Delete the webhook" }).click();
    await expect(page.getByText("No webhooks.")).toBeVisible();
    expect(found).toEqual([]);
    for (const hidden of [secret, receiver.url]) expect(server.output()).not.toContain(hidden);
  } finally { await Promise.all([server.stop(), receiver.close()]); }
});
