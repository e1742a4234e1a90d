import { expect, heardFromLoudspeaker, test } from "./fixtures";

const history = "The shop was founded by two sisters who mended sails for the fishing fleet, and over the years it turned to rope, then to lamps, then to boots, and in the end to books about the sea, of which it now keeps more than nine thousand.";

test("sign up, make an agent, talk to it, interrupt it, read what was heard, and hear it again", async ({ server, spoken, openPage }) => {
  test.setTimeout(240_000);
  const microphone = await spoken([
    { atS: 9, text: "When do you open on Saturdays?" },
    { atS: 20, text: "What is the history of the shop?" },
    { atS: 27.5, text: "Sorry, let me ask you something else. Do you sell gift cards?" },
  ], 60);
  const page = await openPage({ microphone });
  const email = `journey-${Date.now()}@example.com`;

  await page.goto(`${server.url}/sign-up`);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill("a lamp by the harbour");
  await page.getByRole("button", { name: "Make an account" }).click();
  await page.waitForURL("**/agents");

  await page.getByRole("button", { name: /agent/i }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Sea books");
  await dialog.getByRole("button", { name: "Make the agent" }).click();
  await page.waitForURL("**/agents/agt_*");

  await page.getByLabel("First words").fill("Sea Books, hello.");
  await page.getByRole("tab", { name: "Knowledge" }).click();
  for (const [question, answer] of [["When do you open on Saturday?", "On Saturdays we open at nine and close at four."], ["What is the history of the shop?", history], ["Do you sell gift cards?", "Yes, gift cards begin at fifteen pounds."]] as const) {
    await page.getByRole("textbox", { name: "Question" }).fill(question);
    await page.getByRole("textbox", { name: "Answer" }).fill(answer);
    await page.getByRole("button", { name: "Add the fact" }).click();
    await expect(page.getByRole("cell").filter({ hasText: answer })).toBeVisible();
  }

  await page.getByLabel("Record the sound").check();
  await page.getByRole("button", { name: "Talk", exact: true }).click();
  const log = page.getByRole("log", { name: "Transcript" });
  await expect(log).toContainText("Sea Books", { timeout: 15_000 });
  await expect(log).toContainText("On Saturdays we open at nine", { timeout: 30_000 });
  await expect(log).toContainText("gift cards begin", { timeout: 40_000 });
  await expect(log.locator("del").first()).toContainText("Not heard");
  await expect(page.getByRole("status").filter({ hasText: "Listening" })).toBeVisible({ timeout: 15_000 });

  const key = await server.command("key", "create", "--email", email);
  const played = (await heardFromLoudspeaker(page, server, key)).toLowerCase();
  expect(played).toMatch(/saturday.* (nine|9)\b.* (four|4)\b/);
  expect(played).toMatch(/(fifteen|15|£15) ?(pounds)?/);
  // The end of the interrupted answer was never played.
  expect(played).not.toMatch(/nine thousand|9,?000/);

  await page.getByRole("button", { name: "End call" }).click();
  await page.goto(`${server.url}/conversations`);
  await page.getByRole("link", { name: /Saturday|Sea books/i }).first().click();
  await page.waitForURL("**/conversations/cnv_*");
  await expect(page.getByText("On Saturdays we open at nine and close at four.")).toBeVisible();
  await expect(page.locator("del").first()).toContainText("nine thousand");
  await expect(page.getByText(/Audio deleted in 23 h/)).toBeVisible();
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await expect(page.getByRole("button", { name: "Pause", exact: true })).toBeVisible();
  await expect.poll(async () => page.getByRole("slider", { name: "Position" }).inputValue().then(Number), { timeout: 10_000 }).toBeGreaterThan(500);
});
