import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

async function typeInstead(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Rather type?" }).click();
  const log = page.getByRole("log", { name: "Transcript" });
  await expect(log).toContainText("Harbour Bakery", { timeout: 15_000 });
  await page.getByPlaceholder("Type instead").fill("How much is a sourdough loaf?");
  await page.keyboard.press("Enter");
  await expect(log).toContainText(/sourdough (is|loaf is|costs)/i, { timeout: 15_000 });
}

test("a refused microphone is explained with its cure, and the call goes on by typing", async ({ server, openPage }) => {
  test.setTimeout(60_000);
  // A device is there; nobody allows it.
  const page = await openPage({ flags: ["--use-fake-device-for-media-stream", "--deny-permission-prompts"] });
  await page.goto(`${server.url}/talk/demo`);
  await page.getByRole("button", { name: "Talk", exact: true }).click();
  await expect(page.getByText("The microphone is blocked")).toBeVisible({ timeout: 10_000 });
  await expect(page.getByText("Allow it in the menu beside the address, then press Talk again. You can type meanwhile.")).toBeVisible();
  await typeInstead(page);
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
