import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createPool } from "./pool";

test("work of a process that died is done by its idle sibling, which nobody has to wake", async () => {
  const modelsDir = fs.mkdtempSync(path.join(os.tmpdir(), "parley-pool-"));
  const pool = createPool({ modelsDir, workerEntry: path.resolve("lib/voice/providers/local/crashing-worker.fixture.mjs"), log: { info: () => undefined, warn: () => undefined }, processes: { listen: 1, speak: 2 } });
  try {
    await pool.ready;
    while (pool.health().processes.filter(({ kind, state }) => kind === "speak" && state === "ready").length < 2) await new Promise((resolve) => { setImmediate(resolve); });
    const startedMs = performance.now();
    await expect(pool.run("speak", { text: "crash", voice: "", speed: 1 }, { priority: "first-clause", signal: new AbortController().signal })).resolves.toMatchObject({ sampleRateHz: 24_000 });
    expect(performance.now() - startedMs).toBeLessThan(3_000);
  } finally {
    await pool.stop();
    fs.rmSync(modelsDir, { recursive: true });
  }
}, 15_000);
