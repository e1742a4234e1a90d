import { statSync } from "node:fs";
import { join } from "node:path";
import { startServer } from "@/lib/testing/running-server";
import { runDocs } from "./docs-reader";
import { expect, test } from "./fixtures";

test("a newcomer who copies the blocks of Getting started into an empty folder ends with an answered call", async () => {
  const server = await startServer();
  let heardBytes = 0;
  try {
    const printed = await runDocs("newcomer", { PARLEY_URL: server.url }, (folder) => { heardBytes = statSync(join(folder, "answer.pcm")).size; });
    expect(printed).toContain("Dinner is served from Wednesday to Sunday");
    expect(printed).toMatch(/Agent: .*closed on Mondays and Tuesdays/);
    expect(heardBytes).toBeGreaterThan(24_000); // half a second of 24 kHz, 16 bits
  } finally { await server.stop(); }
});
