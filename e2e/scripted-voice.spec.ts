import { startServer } from "@/lib/testing/running-server";
import { expect, test } from "./fixtures";

test("without the models the server starts, says on the page and in health that the scripted voice speaks, and a typed turn is still answered", async ({ openPage }) => {
  const server = await startServer({ env: { PARLEY_MODELS_DIR: "/nonexistent" } });
  try {
    await expect.poll(() => server.output()).toContain("The scripted voice speaks");
    const health = await (await fetch(`${server.url}/api/health`)).text();
    expect(health).toContain("scripted voice speaks");
    expect(health).not.toContain(server.dataDirectory);
    const page = await openPage();
    await page.goto(server.url);
    await expect(page.getByText("The scripted voice speaks here.")).toBeVisible();
    await page.getByRole("button", { name: "Rather type?" }).click();
    await page.getByLabel("Type instead of speaking").fill("How much is the sourdough loaf?");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("log", { name: "Transcript" })).toContainText("£4.50", { timeout: 20_000 });
  } finally { await server.stop(); }
});
