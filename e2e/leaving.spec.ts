import { readdirSync } from "node:fs";
import { join } from "node:path";
import { text as textOf } from "node:stream/consumers";
import type { Page } from "@playwright/test";
import { openPromise } from "yauzl";
import { expect, test } from "./fixtures";
import { signIn } from "./people";

/** Begins a call by typing, and waits for an answer to it. `agrees`: the first call with the agent, which asks. */
async function callTheDemo(page: Page, url: string, words: string, agrees: boolean): Promise<void> {
  await page.goto(`${url}/talk/demo`);
  if (agrees) for (const box of ["Keep what is said, as text", "Record the sound"]) await page.getByLabel(box).check({ force: true });
  await page.getByRole("button", { name: "Rather type?" }).click();
  await page.getByLabel("Type instead of speaking").fill(words);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("log", { name: "Transcript" }).getByRole("button", { name: /ms/ }).first()).toBeVisible({ timeout: 20_000 });
}

test("somebody takes a copy of everything with them, deletes themselves in the middle of a call, and is gone", async ({ server, openPage }) => {
  test.setTimeout(120_000);
  const { email, password } = await server.member(`leaver-${Date.now()}@example.com`);
  const [page, phone] = [await openPage(), await openPage()];
  for (const each of [page, phone]) { await signIn(each, server.url, email, password); await each.waitForURL("**/agents"); }
  await callTheDemo(page, server.url, "How much is a sourdough loaf?", true);
  await page.getByRole("button", { name: "End call" }).click();
  await expect(page.getByText("The call has ended.")).toBeVisible();

  await page.goto(`${server.url}/settings/account`);
  const copy = page.getByRole("region", { name: "Download everything about you" });
  await copy.getByLabel("Your password").fill("not my password");
  await copy.getByRole("button", { name: "Make a copy" }).click();
  await expect(copy.getByText("This is not your password.")).toBeVisible();
  await copy.getByLabel("Your password").fill(password);
  await copy.getByRole("button", { name: "Make a copy" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), copy.getByRole("button", { name: "Download the zip" }).click()]);
  expect(download.suggestedFilename()).toMatch(/^parley-export-\d{4}-\d\d-\d\d\.zip$/);
  expect(download.url()).not.toMatch(/lnk_|token/);
  const archive = await openPromise(await download.path(), { lazyEntries: true, autoClose: false });
  const files = new Map<string, string>();
  for await (const entry of archive.eachEntry()) files.set(entry.fileName, await textOf(await archive.openReadStreamPromise(entry)));
  archive.close();
  const { conversations } = JSON.parse(files.get("conversations.json") ?? "{}") as { conversations: { turns: { heardText: string | null }[] }[] };
  expect(JSON.stringify(conversations)).toContain("How much is a sourdough loaf?");
  expect(files.get("account.json")).toContain(email);
  expect([...files.keys()].filter((path) => path.endsWith(".wav"))).toHaveLength(1);
  await expect(copy.getByText("Your browser is fetching the copy")).toBeVisible();

  await callTheDemo(phone, server.url, "When do you open?", false);
  await page.getByRole("button", { name: "Delete my account" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete your account?" });
  await dialog.getByLabel("Your password").fill("not my password");
  await dialog.getByRole("button", { name: "Delete everything" }).click();
  await expect(dialog.getByText("This is not your password.")).toBeVisible();
  await dialog.getByLabel("Your password").fill(password);
  await dialog.getByRole("button", { name: "Delete everything" }).click();
  const begunMs = Date.now();
  await expect(phone.getByText("The call ended because your access did.")).toBeVisible({ timeout: 5_000 });
  console.log(`the call ended after ${Date.now() - begunMs} ms`);
  await page.waitForURL("**/erasure#*");
  await expect(page.getByRole("list", { name: "Steps" })).toBeVisible();
  await expect(page.getByText("Your account is deleted: done")).toBeVisible({ timeout: 30_000 });

  await phone.goto(`${server.url}/agents`);
  await phone.waitForURL("**/sign-in**");
  for (const address of [email, `nobody-${Date.now()}@example.com`]) {
    await signIn(phone, server.url, address, password);
    await expect(phone.getByText("E-mail address or password is wrong.")).toBeVisible();
  }
  expect(readdirSync(server.dataDirectory).includes("recordings") ? readdirSync(join(server.dataDirectory, "recordings")) : []).toEqual([]);
});
