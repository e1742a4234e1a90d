import { startStage } from "../conformance/stage";
import { rawHttp } from "./raw-http";
const stage = await startStage();
stage.server.process.on("exit", (code, signal) => { console.log("EXIT", code, signal, stage.server.output().slice(-3000)); });
await rawHttp.run({ stage, check: (g, f) => console.log(f.length ? "FAILED" : "ok", g, f.slice(0, 10)) }).catch((e) => console.log("ERR", e));
await stage.stop();
