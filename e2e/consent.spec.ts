import { expect, test } from "./fixtures";
import { axeFindings } from "./looks";
import { signIn } from "./people";

test("somebody without an account agrees, calls, is not asked again, and takes it back on the page: the words and the sound of the call are gone", async ({ server, openPage }) => {
  const owner = `owner-${Date.now()}@example.com`;
  await server.command("user", "create", "--email", owner, "--password", "the lamp in the hall");
  const desk = await openPage();
  await signIn(desk, server.url, owner, "the lamp in the hall");
  await desk.waitForURL("**/agents");
  const slug = `consent-${Date.now()}`;
  await desk.evaluate(async (name) => {
    const ask = async (method: string, path: string, body: unknown) => {
      const answer = await fetch(path, { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(await answer.text());
      return answer.json() as Promise<{ id: string }>;
    };
    const { id } = await ask("POST", "/api/v1/agents", { name: "Harbour desk", slug: name });
    await ask("POST", `/api/v1/agents/${id}/versions`, { note: "" });
    await ask("PATCH", `/api/v1/agents/${id}`, { visibility: "public" });
  }, slug);

  const page = await openPage();
  await page.goto(`${server.url}/consent`);
  await expect(page.getByText("Nothing of your calls is kept")).toBeVisible();
  await page.goto(`${server.url}/talk/${slug}`);
  await page.getByLabel("Keep what is said, as text").check();
  await page.getByLabel("Record the sound").check();
  await page.getByRole("button", { name: "Rather type?" }).click();
  await page.getByLabel("Type instead of speaking").fill("My name is Quillfeather");
  await page.keyboard.press("Enter");
  await expect(page.locator(".call-head .is-recorded")).toHaveText("recorded");
  await expect(page.getByRole("log", { name: "Transcript" })).toContainText("Quillfeather");
  await page.getByRole("button", { name: /^End/ }).click();
  await expect(page.getByText("The call has ended.")).toBeVisible();

  await desk.goto(`${server.url}/conversations`);
  await desk.getByRole("link", { name: /Quillfeather/ }).first().click();
  await desk.waitForURL("**/conversations/cnv_*");
  await expect(desk.getByText("My name is Quillfeather").first()).toBeVisible();
  const conversation = desk.url();

  await page.goto(`${server.url}/talk/${slug}`);
  await expect(page.getByText("You have agreed that the words are kept and the sound is recorded")).toBeVisible();
  await expect(page.getByLabel("Record the sound")).toHaveCount(0);
  await page.getByRole("link", { name: "See it, or take it back" }).click();
  await expect(page.getByRole("heading", { name: "Harbour desk", exact: true })).toBeVisible();
  await expect(page.getByText("Keep what is said, as text.")).toBeVisible();
  for (const theme of ["light", "dark"]) {
    await page.evaluate((chosen) => { document.documentElement.dataset.theme = chosen; }, theme);
    expect(await axeFindings(page)).toEqual([]);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.getByRole("button", { name: "Withdraw: Harbour desk" }).click();
  await page.getByRole("button", { name: "Withdraw and delete" }).click();
  await expect(page.getByText("Taken back: Harbour desk")).toBeVisible();
  await expect(page.getByText("Nothing of your calls is kept")).toBeVisible();

  await desk.goto(conversation);
  await expect(desk.getByText("or took it back").first()).toBeVisible();
  await expect(desk.getByText("Quillfeather")).toHaveCount(0);
  await expect(desk.getByText("the caller took the consent back")).toBeVisible();
  await page.goto(`${server.url}/talk/${slug}`);
  await expect(page.getByLabel("Record the sound")).toBeVisible();
});
