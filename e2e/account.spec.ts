import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { signIn } from "./people";

const signOut = async (page: Page) => {
  await page.getByRole("button", { name: /account$/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL((url) => url.pathname === "/");
};
/** The newest link in the outbox for this address, as an administrator reads it. */
async function outboxLink(page: Page, url: string, email: string, subject: string): Promise<string> {
  const letter = page.getByRole("listitem").filter({ hasText: email }).filter({ hasText: subject }).first();
  await expect(async () => { await page.goto(`${url}/admin/outbox`); await expect(letter).toBeVisible({ timeout: 500 }); }).toPass({ timeout: 15_000 });
  return /https?:\S+#\S+/.exec(await letter.innerText())?.[0] ?? "";
}

test("an address is confirmed and a forgotten password replaced by links from the outbox, and somebody is invited and joins", async ({ server, openPage }) => {
  test.setTimeout(120_000);
  const admin = `admin-${Date.now()}@example.com`, person = `person-${Date.now()}@example.com`, guest = `guest-${Date.now()}@example.com`;
  await server.command("user", "create", "--email", admin, "--password", "the lamp in the hall", "--admin");
  const desk = await openPage();
  const page = await openPage();
  await signIn(desk, server.url, admin, "the lamp in the hall");
  await desk.waitForURL("**/agents");

  await page.goto(`${server.url}/sign-up`);
  await page.getByLabel("E-mail address").fill(person);
  await page.getByLabel("Password").fill("a boat on the river");
  await page.getByRole("button", { name: "Make an account" }).click();
  await page.waitForURL("**/agents");
  await page.goto(`${server.url}/settings`);
  await expect(page.getByText("Your e-mail address is not confirmed yet")).toBeVisible();
  await page.goto(await outboxLink(desk, server.url, person, "Confirm your e-mail address"));
  await page.getByRole("button", { name: "Confirm the address" }).click();
  await expect(page.getByText("The address is confirmed")).toBeVisible();
  await page.goto(`${server.url}/settings`);
  await expect(page.getByRole("heading", { name: "Address and password" })).toBeVisible();
  await expect(page.getByText("is not confirmed yet")).toBeHidden();

  await page.getByRole("link", { name: "Members" }).click();
  await page.waitForURL("**/settings/members");
  await expect(page.getByRole("heading", { name: "Invite somebody" })).toBeVisible();
  await page.getByLabel("E-mail address").fill(guest);
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(page.getByText(`An invite for ${guest} is on its way`)).toBeVisible();
  await signOut(page);

  await page.goto(`${server.url}/sign-in`);
  await page.getByRole("link", { name: "Forgotten the password?" }).click();
  await page.waitForURL("**/forgot");
  await page.getByLabel("E-mail address").fill(person);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByText("Look into your mail")).toBeVisible();
  const reset = await outboxLink(desk, server.url, person, "Choose a new password");
  await page.goto(reset);
  await page.getByLabel("New password").fill("another boat entirely");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByText("The password is set")).toBeVisible();
  await page.goto("about:blank");
  await page.goto(reset);
  await page.getByLabel("New password").fill("yet another boat here");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByText("This link has been used")).toBeVisible();
  await signIn(page, server.url, person, "another boat entirely");
  await page.waitForURL("**/agents");
  await signOut(page);

  await page.goto(await outboxLink(desk, server.url, guest, "You are invited to a workspace"));
  await page.getByLabel("E-mail address").fill(guest);
  await page.getByLabel("Password").fill("a chair by the window");
  await page.getByRole("button", { name: "Make an account" }).click();
  await page.waitForURL("**/agents");
  await page.getByRole("button", { name: /account$/ }).click();
  const switched = page.waitForResponse((response) => response.url().endsWith("/api/v1/me/workspace") && response.ok());
  const loaded = page.waitForEvent("load");
  await page.getByRole("menuitemradio").nth(1).click();
  await switched;
  await loaded;
  await page.goto(`${server.url}/settings/members`);
  await expect(page.getByRole("row").filter({ hasText: person })).toContainText("owner");
  await desk.goto(`${server.url}/admin/audit`);
  await expect(desk.getByRole("row").filter({ hasText: "Password replaced by a link" }).first()).toContainText(person);
});
