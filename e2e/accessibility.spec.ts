/** Every page by the rules of WCAG 2.2 AA, in both themes; its width on a small phone; the call panel by keyboard. */
import type { Page } from "@playwright/test";
import type { RunningServer } from "@/lib/testing/running-server";
import { expect, test } from "./fixtures";
import { axeFindings, findings, inBothThemes } from "./looks";
import { signIn, signUp } from "./people";

const publicPaths = ["/", "/sign-in", "/sign-in?sso=unconfirmed", "/sign-in/organisation", "/sign-up", "/forgot", "/reset#lnk_none", "/verify#lnk_none", "/erasure#lnk_none", "/talk/demo", "/docs", "/docs/getting-started", "/docs/authentication", "/docs/conventions", "/docs/applications", "/docs/websocket", "/docs/webhooks", "/docs/limits", "/docs/errors", "/docs/errors/validation_failed", "/docs/troubleshooting", "/docs/reference", "/docs/reference/createAgent", "/docs/reference/createTranscription", "/privacy", "/consent"];
const adminPaths = ["/speech", "/usage", "/settings/account", "/settings/members", "/settings/consents", "/settings/providers", "/settings/integrations", "/settings/webhooks", "/settings/tools", "/settings/sign-in", "/settings/privacy", "/settings/audit", "/admin/invites", "/admin/workspaces", "/admin/outbox", "/admin/audit"];

async function open(page: Page, server: RunningServer, path: string): Promise<void> {
  await page.goto(`${server.url}${path}`);
  await expect(page.locator("main, .agent").first()).toBeVisible();
}

const typeTo = async (page: Page, words: string) => { await page.getByLabel("Type instead of speaking").fill(words); await page.keyboard.press("Enter"); };

test("pages for everybody have no finding and fit a small phone", async ({ server, openPage }) => {
  test.setTimeout(300_000);
  const page = await openPage();
  const found: string[] = [];
  for (const path of publicPaths) {
    await open(page, server, path);
    found.push(...await findings(page, path));
  }
  expect(found).toEqual([]);
});

test("a typed call without an account: no finding while it runs and after it, its keys do what they say, and it can be rated", async ({ server, openPage }) => {
  const page = await openPage();
  await open(page, server, "/talk/demo");
  await page.getByRole("button", { name: "Rather type?" }).click();
  const log = page.getByRole("log", { name: "Transcript" });
  const field = page.getByLabel("Type instead of speaking");
  await expect(field).toBeEnabled();
  await typeTo(page, "How much is a sourdough loaf?");
  await expect(log.getByRole("button", { name: /ms/ }).first()).toBeVisible({ timeout: 20_000 });
  const found = await findings(page, "call");
  for (const tab of ["Timings", "Events", "Transcript"]) {
    await page.getByRole("tab", { name: tab }).click();
    found.push(...await axeFindings(page, `call, ${tab}`));
  }
  expect(found).toEqual([]);

  await page.getByRole("tab", { name: "Transcript" }).focus();
  await page.keyboard.press("t");
  await expect(field).toBeFocused();
  await page.keyboard.type("m c ?");
  await expect(field).toHaveValue("m c ?");
  await field.fill("");
  await page.keyboard.press("Escape");
  await expect(field).not.toBeFocused();
  const captions = page.getByRole("button", { name: "Captions" });
  await page.keyboard.press("c");
  await expect(captions).toHaveAttribute("aria-pressed", "false");
  await page.keyboard.press("c");
  await expect(captions).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keys of the call" });
  await expect(sheet).toBeVisible();
  expect(await axeFindings(page, "keys")).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(page.getByRole("button", { name: "End call" })).toBeVisible();
  await page.evaluate(() => { if (document.activeElement instanceof HTMLElement) document.activeElement.blur(); });
  await page.keyboard.press("Escape");
  await expect(page.getByText("The call has ended.")).toBeVisible();

  expect(await inBothThemes(page, "ended")).toEqual([]);
  await page.getByRole("radio", { name: /4 of 5/ }).check({ force: true });
  await expect(page.getByText("Thank you.")).toBeVisible();
});

test("M mutes and speaks again where there is a microphone", async ({ server, spoken, openPage }) => {
  const page = await openPage({ microphone: await spoken([], 20) });
  await open(page, server, "/talk/demo");
  await page.getByRole("button", { name: "Talk", exact: true }).click();
  const mute = page.getByRole("button", { name: "Mute" });
  await expect(mute).toHaveAttribute("aria-pressed", "false");
  for (const pressed of ["true", "false"]) {
    await page.keyboard.press("m");
    await expect(mute).toHaveAttribute("aria-pressed", pressed);
  }
});

test("Space speaks through a mute that was pressed by mouse, and mutes again when it is let go", async ({ server, spoken, openPage }) => {
  const page = await openPage({ microphone: await spoken([], 20) });
  await open(page, server, "/talk/demo");
  await page.getByRole("button", { name: "Talk", exact: true }).click();
  const mute = page.getByRole("button", { name: "Mute" });
  await mute.click();
  for (const [key, pressed] of [["down", "false"], ["up", "true"]] as const) {
    await page.keyboard[key](" ");
    await expect(mute).toHaveAttribute("aria-pressed", pressed);
  }
  await page.getByRole("button", { name: "End call" }).click();
});

test("the call on the first page fills its place, and one begun by typing has the field ready", async ({ server, openPage }) => {
  const page = await openPage();
  await open(page, server, "/");
  await page.getByRole("button", { name: "Rather type?" }).click();
  await expect(page.getByLabel("Type instead of speaking")).toBeFocused();
  const [place, panel] = await Promise.all([page.locator(".talk--on").boundingBox(), page.getByRole("region", { name: "Call", exact: true }).boundingBox()]);
  expect(panel?.width).toBeGreaterThan((place?.width ?? Infinity) - 4);
  await page.getByRole("button", { name: "End call" }).click();
});

test("every control of the call is reached by Tab and shows that it has the focus", async ({ server, openPage }) => {
  const page = await openPage();
  await open(page, server, "/talk/demo");
  await page.getByRole("button", { name: "Rather type?" }).click();
  await expect(page.getByRole("button", { name: "End call" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Microphone/ })).toBeEnabled();
  const reached = new Set<string>();
  const unseen: string[] = [];
  for (let step = 0; step < 30; step += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      return { name: element.getAttribute("aria-label") ?? element.id ?? "", text: element.textContent ?? "", shown: (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none" };
    });
    if (!at) continue;
    const name = at.name || at.text.trim();
    reached.add(name);
    if (!at.shown) unseen.push(name);
  }
  expect([...reached]).toEqual(expect.arrayContaining(["Use the microphone", "call-type", "Captions", "End call", expect.stringMatching(/^Microphone/)]));
  expect(unseen).toEqual([]);
});

test("pages of the signed-in have no finding and fit a small phone, every tab of an agent among them", async ({ server, openPage }) => {
  test.setTimeout(300_000);
  const page = await openPage();
  await signUp(page, server.url, "reader");
  await page.getByRole("button", { name: /agent/i }).first().click();
  await page.getByRole("dialog").getByLabel("Name").fill("Sea books");
  await page.getByRole("dialog").getByRole("button", { name: "Make the agent" }).click();
  await page.waitForURL("**/agents/agt_*");
  await expect(page.getByRole("button", { name: "Rather type?" })).toBeVisible();
  const found: string[] = [];
  for (const tab of ["Voice", "Knowledge", "Turn-taking", "Tools", "Versions", "Prompt"]) {
    await page.getByRole("tab", { name: tab }).click();
    await expect(page.getByRole("tabpanel", { name: tab }).locator("[aria-busy=true]")).toHaveCount(0);
    found.push(...await findings(page, `agent, ${tab}`));
  }
  await page.getByRole("button", { name: "Rather type?" }).click();
  await typeTo(page, "When do you open?");
  await expect(page.getByRole("log", { name: "Transcript" }).getByRole("button", { name: /ms/ }).first()).toBeVisible({ timeout: 20_000 });
  await page.getByRole("button", { name: "End call" }).click();

  for (const path of ["/agents", "/settings", "/conversations"]) {
    await open(page, server, path);
    found.push(...await findings(page, path));
  }
  await page.locator("main a[href^='/conversations/cnv_']").first().click();
  await page.waitForURL("**/conversations/cnv_*");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  found.push(...await findings(page, "conversation"));
  expect(found).toEqual([]);
});

test("pages of administrators have no finding and fit a small phone", async ({ server, openPage }) => {
  test.setTimeout(300_000);
  const email = `keeper-${Date.now()}@example.com`;
  await server.command("user", "create", "--email", email, "--password", "the lamp in the hall", "--admin");
  const page = await openPage();
  await signIn(page, server.url, email, "the lamp in the hall");
  await page.waitForURL("**/agents");
  await page.goto(`${server.url}/settings/members`);
  await page.getByLabel("E-mail address").fill("a-guest-with-a-rather-long-address@mail.example.com");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(page.getByText(/is on its way/)).toBeVisible();
  const found: string[] = [];
  for (const path of adminPaths) {
    await open(page, server, path);
    found.push(...await findings(page, path));
  }
  expect(found).toEqual([]);
});
