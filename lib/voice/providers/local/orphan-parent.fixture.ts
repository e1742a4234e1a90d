/** A parent for the test of orphans: starts local speech, tells the process ids of its models, and waits to be killed. */
import { startLocalSpeech } from "./local";

const [modelsDir = "", workerEntry = ""] = process.argv.slice(2);
const speech = startLocalSpeech({ modelsDir, workerEntry, log: { info: () => undefined, warn: () => undefined } });
await speech.ready;
process.send?.(speech.health().processes.flatMap(({ pid }) => (pid === undefined ? [] : [pid])));
setInterval(() => undefined, 1_000);
