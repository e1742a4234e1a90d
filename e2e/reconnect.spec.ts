import type { WebSocketRoute } from "@playwright/test";
import { expect, test } from "./fixtures";

test("where the line breaks in a call the panel says so, is back within five seconds, and goes on with the same conversation", async ({ server, openPage }) => {
  test.setTimeout(60_000);
  const page = await openPage();
  const lines: { route: WebSocketRoute; conversationId: string | null }[] = [];
  let greetings = 0;
  await page.routeWebSocket(/\/v1\/realtime/, (route) => {
    const line: (typeof lines)[number] = { route, conversationId: null };
    lines.push(line);
    const upstream = route.connectToServer();
    route.onMessage((data) => upstream.send(data));
    upstream.onMessage((data) => {
      const event: { type?: string; conversation_id?: string; kind?: string } = JSON.parse(data.toString());
      if (event.type === "x.session") line.conversationId = event.conversation_id ?? null;
      if (event.type === "x.reply" && event.kind === "greeting") greetings += 1;
      route.send(data);
    });
  });

  await page.goto(`${server.url}/talk/demo`);
  await page.getByRole("button", { name: "Rather type?" }).click();
  const log = page.getByRole("log", { name: "Transcript" });
  await expect(log).toContainText("Harbour Bakery", { timeout: 15_000 });
  await page.getByPlaceholder("Type instead").fill("How much is a sourdough loaf?");
  await page.keyboard.press("Enter");
  await expect(log).toContainText(/sourdough (is|loaf is|costs)/i, { timeout: 15_000 });

  const [first] = lines;
  await first?.route.close({ code: 1011, reason: "cut" });
  const cutAtMs = performance.now();
  await expect(page.getByRole("status").filter({ hasText: "Reconnecting" })).toBeVisible({ timeout: 2_000 });
  await expect(page.getByRole("status").filter({ hasText: /Listening|Speaking/ })).toBeVisible({ timeout: 5_000 });
  expect(performance.now() - cutAtMs).toBeLessThan(5_000);

  await page.getByPlaceholder("Type instead").fill("Do you deliver?");
  await page.keyboard.press("Enter");
  await expect(log).toContainText(/deliver[^?]*\./i, { timeout: 15_000 });
  const text = (await log.textContent()) ?? "";
  expect(greetings).toBe(1);
  expect(text.split("How much is a sourdough loaf?")).toHaveLength(2);
  expect(text.indexOf("How much is a sourdough loaf?")).toBeLessThan(text.indexOf("Do you deliver?"));
  expect(lines).toHaveLength(2);
  expect(lines[0]?.conversationId).toMatch(/^cnv_/);
  expect(lines[1]?.conversationId).toBe(lines[0]?.conversationId);
  await page.getByRole("button", { name: "End call" }).click();
  await expect(page.getByRole("button", { name: "End call" })).toHaveCount(0); // a line that is kept for this caller is one fewer for the next test's
});

test("whoever closes the page hangs up: one who comes back again and again is still let in", async ({ server, openPage }) => {
  test.setTimeout(120_000);
  const page = await openPage();
  for (let visit = 0; visit < 6; visit += 1) {
    await page.goto(`${server.url}/talk/demo`);
    await page.getByRole("button", { name: "Rather type?" }).click();
    await expect(page.getByRole("log", { name: "Transcript" })).toContainText("Harbour Bakery", { timeout: 15_000 });
  }
});
