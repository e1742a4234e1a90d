/** A model process without models: dies once at the word "crash", and is slow to come back from it. */
import { existsSync, writeFileSync } from "node:fs";

let mark = "";
process.on("message", (message) => {
  if (message.type === "load") {
    mark = `${message.settings.modelsDir}/crashed`;
    setTimeout(() => process.send({ type: "ready", loadMs: 0, residentBytes: 0 }), existsSync(mark) ? 20_000 : 0);
  }
  if (message.type !== "work") return;
  if (message.takes.text === "crash" && !existsSync(mark)) { writeFileSync(mark, ""); process.exit(1); }
  process.send({ type: "done", id: message.id, gives: { samples: new Int16Array(1), sampleRateHz: 24_000 }, busyMs: 1, residentBytes: 0 });
});
process.on("disconnect", () => process.exit(0));
