import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

/** Hangs up at the end: a call that is only left waits a minute for its caller, and one address has few lines. */
async function typeInstead(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Rather type?" }).click();
  const log = page.getByRole("log", { name: "Transcript" });
  await expect(log).toContainText("Harbour Bakery", { timeout: 15_000 });
  await page.getByPlaceholder("Type instead").fill("How much is a sourdough loaf?");
  await page.keyboard.press("Enter");
  await expect(log).toContainText(/sourdough (is|loaf is|costs)/i, { timeout: 15_000 });
  await page.getByRole("button", { name: "End call" }).click();
}

test("a refused microphone is explained with its cure, and the call goes on by typing", async ({ server, openPage }) => {
  test.setTimeout(60_000);
  // A device is there; nobody allows it.
  const page = await openPage({ flags: ["--use-fake-device-for-media-stream", "--deny-permission-prompts"] });
  await page.goto(`${server.url}/talk/demo`);
  await page.getByRole("button", { name: "Talk", exact: true }).click();
  await expect(page.getByText("The microphone is blocked")).toBeVisible({ timeout: 10_000 });
  await expect(page.getByText("Allow it in the menu beside the address, then try again. You can type meanwhile.")).toBeVisible();
  await typeInstead(page);
});

test("where the page is not secure the reason is that, not the browser, and the call goes on by typing", async ({ server, openPage }) => {
  test.setTimeout(60_000);
  const page = await openPage({ flags: ["--host-resolver-rules=MAP parley.test 127.0.0.1"] });
  await page.goto(`${server.url.replace(/localhost|127\.0\.0\.1/, "parley.test")}/talk/demo`);
  await page.getByRole("button", { name: "Talk", exact: true }).click();
  await expect(page.getByText("This page cannot use a microphone")).toBeVisible({ timeout: 10_000 });
  await typeInstead(page);
});

test("what is typed while the browser still asks for the microphone is kept and answered", async ({ server, openPage }) => {
  test.setTimeout(60_000);
  const page = await openPage({ flags: ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"] });
  await page.addInitScript(() => {
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) => { await new Promise((resolve) => { setTimeout(resolve, 1_500); }); return ask(wanted); };
  });
  await page.goto(`${server.url}/talk/demo`);
  await page.getByRole("button", { name: "Talk", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "Connecting" })).toBeVisible();
  await page.getByPlaceholder("Type instead").fill("How much is a sourdough loaf?");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("log", { name: "Transcript" })).toContainText(/sourdough (is|loaf is|costs)/i, { timeout: 15_000 });
  await page.getByRole("button", { name: "End call" }).click();
});

test("where there is no microphone at all the page says so, and the call goes on by typing", async ({ server, openPage }) => {
  test.setTimeout(60_000);
  const page = await openPage({ flags: ["--use-fake-ui-for-media-stream", "--disable-audio-input"] });
  await page.goto(`${server.url}/talk/demo`);
  await page.getByRole("button", { name: "Talk", exact: true }).click();
  await expect(page.getByText("No microphone was found")).toBeVisible({ timeout: 10_000 });
  await expect(page.getByText("Connect one, or choose it in the system's sound settings, then try again. You can type meanwhile.")).toBeVisible();
  await typeInstead(page);
});
