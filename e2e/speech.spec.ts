/** The speech page: a text to hear and take away, a file to read, correct and take away, and what is kept of both. */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import type { RunningServer } from "@/lib/testing/running-server";
import { readWav } from "@/lib/voice/wav";
import { expect, heardFromLoudspeaker, test } from "./fixtures";
import { findings } from "./looks";
import { signUp } from "./people";

async function openSpeech(page: Page, server: RunningServer): Promise<string> {
  const email = await signUp(page, server.url, "reader");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Speech" }).click();
  await page.waitForURL("**/speech");
  return email;
}

async function downloaded(page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}
const kept = (page: Page) => page.getByRole("list", { name: "Kept results" }).getByRole("listitem");

test("a text is heard while it is made, by keyboard alone, and is downloaded as WAV and MP3; nothing is kept unasked", async ({ server, openPage }) => {
  test.setTimeout(300_000);
  const page = await openPage();
  const email = await openSpeech(page, server);
  await expect(page.getByText("Nothing is kept")).toBeVisible();
  await page.getByRole("button", { name: "Speak" }).click();
  await expect(page.getByText("Type something to say.")).toBeVisible();
  await page.getByLabel("Text", { exact: true }).focus();
  const text = "The bakery opens at seven in the morning. Please bring your ticket and a warm coat.";
  await page.keyboard.type(text);
  await expect(page.getByText(`${text.length} of 4,096 characters`)).toBeVisible();
  await page.keyboard.press("Control+Enter");
  const made = page.getByRole("region", { name: "What was made" });
  await expect(made.getByRole("button", { name: "Pause" })).toBeVisible({ timeout: 60_000 });
  await expect(made.getByRole("status")).toHaveText("Made", { timeout: 60_000 });
  await expect(made.locator("audio")).toBeVisible({ timeout: 60_000 });
  const found = await findings(page);
  const key = await server.command("key", "create", "--email", email);
  const played = (await heardFromLoudspeaker(page, server, key)).toLowerCase();
  expect(played).toContain("morning");
  expect(played).toContain("coat");

  const wav = await downloaded(page, () => made.getByRole("button", { name: "Download WAV" }).click());
  const { samples, sampleRateHz } = readWav(wav.bytes);
  expect([wav.name, sampleRateHz, wav.bytes.readUInt32LE(40)]).toEqual(["speech.wav", 24_000, wav.bytes.length - 44]);
  expect(samples.length / sampleRateHz).toBeGreaterThan(3);
  const mp3 = await downloaded(page, () => made.getByRole("button", { name: "Download MP3" }).click());
  expect([mp3.name, mp3.bytes[0]]).toEqual(["speech.mp3", 0xff]);
  await page.reload();
  await expect(page.getByText("Nothing is kept")).toBeVisible();
  expect(found).toEqual([]);
});

test("a file becomes text that is corrected and downloaded as srt; kept, it counts down, is there again with the correction, and is deleted with a receipt", async ({ server, openPage, spoken }) => {
  test.setTimeout(300_000);
  const file = await spoken([{ atS: 0.5, text: "The harbour is closed on Monday." }, { atS: 5, text: "Please call us again on Tuesday." }], 9);
  const page = await openPage();
  await openSpeech(page, server);
  await page.getByRole("tab", { name: "File to text" }).click();
  const choose = page.getByLabel("Drop a sound file here, or choose one");
  await choose.setInputFiles({ name: "song.mp3", mimeType: "audio/mpeg", buffer: Buffer.from("ID3 this is no sound file at all") });
  await expect(page.getByRole("alert").filter({ hasText: "This is not audio that can be read here." })).toBeVisible();
  await choose.setInputFiles({ name: "long.wav", mimeType: "audio/wav", buffer: Buffer.alloc(11 * 1_048_576) });
  await expect(page.getByRole("alert").filter({ hasText: "This file has 11.0 MB." })).toBeVisible();

  await page.getByLabel("Keep it for 24 hours").check();
  await choose.setInputFiles(file);
  const segments = page.getByRole("list", { name: "Segments" }).getByRole("listitem");
  await expect(segments).toHaveCount(2, { timeout: 60_000 });
  await expect(segments.nth(1).getByRole("textbox")).toHaveValue(/tuesday/i);
  await segments.nth(0).getByRole("textbox").fill("The harbour is shut on Monday & Sunday.");
  await segments.nth(1).getByRole("textbox").focus();
  await expect(page.getByText("Corrections are saved", { exact: true })).toBeVisible();
  const srt = (await downloaded(page, () => page.getByRole("button", { name: "Download SRT" }).click())).bytes.toString();
  expect(srt).toMatch(/^1\n00:00:00,\d{3} --> 00:00:0\d,\d{3}\nThe harbour is shut on Monday & Sunday\.\n\n2\n00:00:0[45],\d{3} --> 00:00:0\d,\d{3}\n.*Tuesday/i);
  const vtt = (await downloaded(page, () => page.getByRole("button", { name: "Download VTT" }).click())).bytes.toString();
  expect(vtt).toContain("Monday &amp; Sunday.");
  await segments.nth(1).getByRole("button", { name: /Play from 0:0[45]/ }).click();
  await expect(segments.nth(1)).toHaveAttribute("aria-current", "true");
  const found = await findings(page, "segments");

  await page.reload();
  await expect(kept(page)).toHaveCount(1);
  await expect(kept(page)).toContainText(/Deleted in (24 h 00|23 h 5\d) min/);
  await expect(kept(page)).toContainText("The harbour is shut on Monday & Sunday.");
  const again = await downloaded(page, () => kept(page).getByRole("link", { name: "Download" }).click());
  expect([again.name, again.bytes.equals(readFileSync(file))]).toEqual([expect.stringMatching(/^speech-\w{6}\.wav$/), true]);
  await kept(page).getByRole("button", { name: "Open" }).click();
  await expect(kept(page).getByRole("textbox").first()).toHaveValue("The harbour is shut on Monday & Sunday.");
  found.push(...await findings(page, "kept"));

  await kept(page).getByRole("button", { name: "Delete now" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByText("Nothing is kept")).toBeVisible();
  await page.getByText("1 deleted in the last 30 days, with receipts").click();
  await page.getByRole("button", { name: "Show the receipt" }).click();
  await expect(page.getByText(/Deleted on .* because somebody deleted it/)).toBeVisible();
  found.push(...await findings(page, "receipt"));
  expect(found).toEqual([]);
});

test("speech that is kept is in the list when it is made, can be played there, and one that is cancelled is not kept", async ({ server, openPage }) => {
  test.setTimeout(300_000);
  const page = await openPage();
  await openSpeech(page, server);
  await page.getByLabel("Keep it for 24 hours").check();
  const long = "We read the whole of the ship's log aloud, page after page, until the candle is out. ".repeat(40).slice(0, 3_300);
  await page.getByLabel("Text", { exact: true }).fill(long);
  await page.getByRole("button", { name: "Speak" }).click();
  const made = page.getByRole("region", { name: "What was made" });
  await expect(made.getByRole("button", { name: "Pause" })).toBeVisible({ timeout: 60_000 });
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(made.getByRole("status")).toHaveText("Cancelled. Nothing was kept.");
  await expect(made.getByRole("button", { name: "Pause" })).toHaveCount(0);

  await page.getByLabel("Text", { exact: true }).fill("The lantern burns all night.");
  await page.getByRole("button", { name: "Speak" }).click();
  await expect(kept(page)).toHaveCount(1, { timeout: 60_000 });
  await expect(kept(page)).toContainText("The lantern burns all night.");
  await kept(page).getByRole("button", { name: "Open" }).click();
  const audio = kept(page).locator("audio");
  await expect.poll(() => audio.evaluate((element: HTMLAudioElement) => element.readyState >= 1 && element.duration)).toBeGreaterThan(0.8);
  await page.reload();
  await expect(kept(page)).toHaveCount(1);
  expect(await page.evaluate(async () => (await (await fetch("/api/v1/speech-results")).json() as { items: unknown[] }).items.length)).toBe(1);
});
