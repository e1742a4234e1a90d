/** One honest call while hostile clients do what they can on the same socket: how late its audio is without and beside them, and what the server's memory does. */
import { startServer } from "@/lib/testing/running-server";
import { attack } from "@/lib/testing/security/hostile-sockets";
import { hostileKinds } from "@/lib/testing/security/hostile-sessions";
import { report } from "./figure";

export async function run(): Promise<void> {
  const server = await startServer({ env: { LOCAL_SPEECH: "off", MAX_CALLS: "1000", CLAUSE_CACHE_MB: "0" } });
  try {
    const { sessions, faults, quiet, beside, megabytes, seconds } = await attack(server);
    report({ id: "hostile", name: "how late paced audio is, one call alone", unit: "ms", values: quiet.flatMap(({ lateMs }) => lateMs) });
    report({ id: "hostile", name: "the same beside hostile sessions", unit: "ms", goal: "p95 < 10", values: beside.flatMap(({ lateMs }) => lateMs), sessions, kinds: hostileKinds.length, undocumentedEnds: faults.length, seconds: Math.round(seconds) });
    report({ id: "hostile", name: "memory of the server's process afterwards ÷ before", unit: "ratio", goal: "≤ 1.1", values: [megabytes.after / megabytes.before], megabytesBefore: Math.round(megabytes.before), most: Math.round(megabytes.most), megabytesAfter: Math.round(megabytes.after) });
  } finally { await server.stop(); }
}
